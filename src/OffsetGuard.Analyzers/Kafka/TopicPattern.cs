using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The patterns among the topics of a subscription: names that begin with <c>^</c>.</summary>
internal static class TopicPattern
{
    private const string MetaCharacters = "*+?{}[]()|^$";

    /// <summary>The patterns that are written here, alone or in a list.</summary>
    public static IEnumerable<(string Text, IOperation Origin)> In(IOperation topics)
    {
        foreach (var topic in WrittenList.ElementsOf(topics) ?? [topics])
        {
            if (VariableWrites.Unconverted(topic)?.ConstantValue is { HasValue: true, Value: string { Length: > 0 } text } && text[0] == '^')
                yield return (text, topic);
        }
    }

    /// <summary>
    /// It says how names begin and nothing about the rest: <c>^orders-</c>. Whoever writes one and means the whole name needs no pattern.
    /// </summary>
    public static bool IsPlainBeginning(string pattern)
    {
        for (var index = 1; index < pattern.Length; index++)
        {
            var isEscaped = pattern[index] == '\\';
            if (isEscaped && (++index == pattern.Length || char.IsLetterOrDigit(pattern[index])))   // \d, \w, \b ..
                return false;
            if (!isEscaped && MetaCharacters.IndexOf(pattern[index]) >= 0)
                return false;
        }

        return true;
    }
}
