using Xunit.Sdk;

namespace OffsetGuard.Approval;

/// <summary>A part of a document that a test produces: between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
/// <remarks>Run the test with <c>OFFSETGUARD_ACCEPT=1</c> to write it, then read the diff; the switch is refused in CI.</remarks>
internal static class GeneratedSection
{
    /// <param name="document">Path of the document below the repository root.</param>
    /// <param name="name">The name in the markers.</param>
    /// <param name="expected">What the section has to say.</param>
    public static void Check(string document, string name, string expected)
    {
        var file = Path.Combine(Approve.RepositoryRoot, document);
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < begin.Length || to < from)
            throw new XunitException($"{document} has no section between '{begin.Trim()}' and '{end}'.");

        var wanted = expected.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (text[from..to] == wanted)
            return;
        if (Environment.GetEnvironmentVariable("OFFSETGUARD_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(file, text[..from] + wanted + text[to..]);
            return;
        }

        throw new XunitException(
            $"The section '{name}' of {document} is out of date; run this test with OFFSETGUARD_ACCEPT=1 to write it.\n"
            + $"--- in the document\n{text[from..to]}\n--- real\n{wanted}");
    }

    /// <summary>Text as a code block.</summary>
    public static string Block(string text, string language = "") => $"```{language}\n{text.TrimEnd('\n')}\n```";
}
