using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Tests;

public sealed class LabelFileTests
{
    private const string Loop = """
        {"id": "L1", "repo": "a/b", "commit": "abc", "files": ["Worker.cs"], "lines": "3-9,20", "lines_approx": true, "indirection": "none", "expected": [
        {"rule": "other:commit-in-finally", "line": 7, "why": "lost", "severity": "bug", "file": null}]}
        """;

    [Fact]
    public void A_line_is_a_loop_with_its_labels()
    {
        using var folder = new Folder();

        var loop = Assert.Single(LabelFile.Read(folder.Write("labels.jsonl", Loop.ReplaceLineEndings(" ") + "\n\n")));

        Assert.Equal(("L1", "a/b", "abc", true), (loop.Id, loop.Repository, loop.Commit, loop.LinesAreApproximate));
        Assert.Equal<LineRange>([new LineRange(3, 9), new LineRange(20, 20)], loop.Lines);
        var label = Assert.Single(loop.Labels);
        Assert.Equal(new Label("commit-in-finally", "Worker.cs", 7, LabelSeverity.Bug, "lost"), label);
        Assert.Equal<string>(["OG1005"], label.RuleIds);
    }

    [Theory]
    [InlineData("3-9-12")]
    [InlineData("about 3")]
    public void A_line_that_cannot_be_read_is_named(string lines)
    {
        using var folder = new Folder();
        var path = folder.Write("labels.jsonl", "\n" + Loop.ReplaceLineEndings(" ").Replace("3-9,20", lines, StringComparison.Ordinal));

        var refusal = Assert.Throws<FormatException>(() => LabelFile.Read(path));

        Assert.StartsWith($"{path}(2): '{lines}' is no range of lines.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_without_a_rule_has_no_rule_ids() => Assert.Empty(RuleNames.IdsOf("loop-dies-silently"));
}
