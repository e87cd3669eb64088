using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Reads JSON with comments into paths and texts, <c>Kafka:Consumer:GroupId</c>, as the configuration of .NET does.</summary>
internal sealed class JsonText
{
    // Settings are not nested deeply; what is would end the stack.
    private const int DepthMax = 64;

    private readonly string text;
    private readonly ImmutableDictionary<string, string>.Builder values =
        ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
    private int position;

    private JsonText(string text) => this.text = text;

    /// <summary>Null when the text is no JSON.</summary>
    public static ImmutableDictionary<string, string>? Flatten(string text)
    {
        var json = new JsonText(text);
        return json.ReadValue("", depth: 0) && json.Next() == '\0' ? json.values.ToImmutable() : null;
    }

    private bool ReadValue(string path, int depth)
    {
        switch (Next())
        {
            case '{' when depth < DepthMax:
                return ReadMembers(path, depth);
            case '[' when depth < DepthMax:
                return ReadElements(path, depth);
            case '"':
                return ReadString() is { } value && Add(path, value);
            default:
                var start = position;
                while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '-' or '+' or '.'))
                    position++;
                return position > start && Add(path, text.Substring(start, position - start));
        }
    }

    private bool ReadMembers(string path, int depth)
    {
        position++;
        while (Next() == '"')
        {
            if (ReadString() is not { } name || Next() != ':')
                return false;
            position++;
            if (!ReadValue(path.Length == 0 ? name : path + ":" + name, depth + 1) || !Take(','))
                break;
        }

        return Next() == '}' && Take('}');
    }

    private bool ReadElements(string path, int depth)
    {
        position++;
        for (var index = 0; Next() != ']'; index++)
        {
            if (!ReadValue(path + ":" + index.ToString(CultureInfo.InvariantCulture), depth + 1) || !Take(','))
                break;
        }

        return Next() == ']' && Take(']');
    }

    private string? ReadString()
    {
        var value = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            var letter = text[position];
            if (letter == '"')
            {
                position++;
                return value.ToString();
            }

            if (letter == '\\' && ++position < text.Length)
                letter = text[position];   // an escaped letter is no name or value of an option, so it need not be exact
            value.Append(letter);
        }

        return null;
    }

    private bool Add(string path, string value)
    {
        values[path] = value;
        return true;
    }

    private bool Take(char expected)
    {
        if (Next() != expected)
            return false;
        position++;
        return true;
    }

    // The next letter that is neither blank nor comment; '\0' at the end.
    private char Next()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]) || text[position] == '\uFEFF')
                position++;
            else if (StartsWith("//"))
                Skip("\n");
            else if (StartsWith("/*"))
                Skip("*/");
            else
                return text[position];
        }

        return '\0';
    }

    private bool StartsWith(string mark) => string.CompareOrdinal(text, position, mark, 0, mark.Length) == 0;

    private void Skip(string end)
    {
        var at = text.IndexOf(end, position + 2, StringComparison.Ordinal);
        position = at < 0 ? text.Length : at + end.Length;
    }
}
