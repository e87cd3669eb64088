using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Approval;
using OffsetGuard.Testing.History;

namespace SamplesTests;

/// <summary>docs/offsets.md. A story on it is a test: the page shows the body of the test and the timeline that it leaves.</summary>
internal static class OffsetsPage
{
    public const string Document = "docs/offsets.md";

    /// <summary>
    /// Compares the section named like the calling test with the code and the timeline of the test. It has to be the last statement: the
    /// page has a Console.Write in its place.
    /// </summary>
    public static void Shows(
        FakeTimeline timeline, [CallerMemberName] string story = "", [CallerArgumentExpression(nameof(timeline))] string shown = "")
    {
        var code = $"{CodeAbove(story)}\n\nConsole.Write({shown});";
        GeneratedSection.Check(Document, story, $"{GeneratedSection.Block(code, "csharp")}\n\n{GeneratedSection.Block(timeline.ToString())}");
    }

    private static string CodeAbove(string story)
    {
        var method = Sources().SelectMany(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f)).GetRoot().DescendantNodes())
            .OfType<MethodDeclarationSyntax>().Single(m => m.Identifier.Text == story);
        var lines = string.Concat(method.Body!.Statements.SkipLast(1).Select(s => s.ToFullString())).ReplaceLineEndings("\n").Split('\n');
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(line => line.Length < indent ? "" : line[indent..])).Trim('\n');
    }

    private static string[] Sources() =>
        Directory.GetFiles(Path.Combine(Approve.RepositoryRoot, "tests", "OffsetGuard.Samples.Tests"), $"{nameof(OffsetsPageTests)}*.cs");
}
