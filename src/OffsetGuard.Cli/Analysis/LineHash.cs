namespace OffsetGuard.Cli.Analysis;

/// <summary>
/// The value that GitHub's upload action computes for <c>primaryLocationLineHash</c> when a report has none: a polynomial over the
/// 100 characters that start a line, blanks left out, plus a counter among equal values. Uploads through the API lack that step.
/// </summary>
internal static class LineHash
{
    private const int WindowLength = 100;
    private const ulong Base = 37;
    private const char EndOfFile = '\uffff';

    /// <summary>One value per line of the text.</summary>
    public static ImmutableArray<string> OfLines(string text)
    {
        var characters = WithoutBlanks(text);
        var counts = new Dictionary<ulong, int>();
        var hashes = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < characters.Count; i++)
        {
            if (i > 0 && characters[i - 1] != '\n')
                continue;
            var hash = HashAt(characters, i);
            counts[hash] = counts.GetValueOrDefault(hash) + 1;
            hashes.Add($"{hash:x}:{counts[hash]}");
        }

        return hashes.ToImmutable();
    }

    private static List<char> WithoutBlanks(string text)
    {
        var kept = new List<char>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            var isSecondHalfOfLineEnd = text[i] == '\n' && i > 0 && text[i - 1] == '\r';
            if (text[i] is not (' ' or '\t') && !isSecondHalfOfLineEnd)
                kept.Add(text[i] == '\r' ? '\n' : text[i]);
        }

        kept.Add(EndOfFile);
        return kept;
    }

    private static ulong HashAt(List<char> characters, int start)
    {
        var hash = 0UL;
        for (var i = start; i < start + WindowLength; i++)
            hash = unchecked((hash * Base) + (i < characters.Count ? characters[i] : '\0'));
        return hash;
    }
}
