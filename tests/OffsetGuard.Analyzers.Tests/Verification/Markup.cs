using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.Analyzers.Tests.Verification;

/// <summary>Source with its expected diagnostics: <c>[|any|]</c> and <c>{|OG1001:this one|}</c>.</summary>
internal sealed record Markup(string Source, IReadOnlyList<ExpectedDiagnostic> Expected)
{
    public static Markup Parse(string text)
    {
        var source = new StringBuilder();
        var expected = new List<ExpectedDiagnostic>();
        var open = new Stack<(int Start, string? Id)>();
        for (var index = 0; index < text.Length;)
        {
            if (At("[|"))
            {
                open.Push((source.Length, null));
                index += 2;
            }
            else if (At("{|") && text.IndexOf(':', index) is > 0 and var colon)
            {
                open.Push((source.Length, text[(index + 2)..colon]));
                index = colon + 1;
            }
            else if (open.Count > 0 && (At("|]") || At("|}")))
            {
                var (start, id) = open.Pop();
                expected.Add(new ExpectedDiagnostic(id, TextSpan.FromBounds(start, source.Length)));
                index += 2;
            }
            else
            {
                source.Append(text[index++]);
            }

            bool At(string mark) => string.CompareOrdinal(text, index, mark, 0, mark.Length) == 0;
        }

        return new Markup(source.ToString(), [.. expected.OrderBy(e => e.Span)]);
    }
}
