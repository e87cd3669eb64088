using System.Text.Json.Nodes;
using OffsetGuard.Cli.Analysis;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class FingerprintTests
{
    [Theory]
    [InlineData("    Run", "    // a comment\n    Run")]
    [InlineData("public sealed class Loop", "/* moved down */\n\n\npublic sealed class Loop")]
    [InlineData("Commit();\n        Handle", "Commit( );\n\n        Handle")]
    [InlineData("private void Handle() { }", "private void Handle() { } private void Added() { }")]
    public async Task An_edit_that_leaves_the_mistake_alone_keeps_the_fingerprint(string before, string after) =>
        Assert.Equal(await FingerprintOf(Code.Broken), await FingerprintOf(Code.Broken.Replace(before, after)));

    [Theory]
    [InlineData("Run", "Work")]
    [InlineData("Handle();", "Handle(); Handle();Commit();")]
    public async Task A_mistake_of_another_member_or_another_path_has_another_fingerprint(string before, string after) =>
        Assert.NotEqual(await FingerprintOf(Code.Broken), await FingerprintOf(Code.Broken.Replace(before, after)));

    // Values of GitHub's own algorithm for these texts: blanks do not count, line ends are all alike, equal lines are numbered.
    [Theory]
    [InlineData("", "c129715d7a2bc9a3:1")]
    [InlineData("x\n", "828973aa50c68d6d:1")]
    [InlineData("\tx \r\n", "828973aa50c68d6d:1")]
    [InlineData("x\r", "828973aa50c68d6d:1")]
    public void The_line_hash_is_the_one_that_GitHub_computes(string text, string expected) =>
        Assert.Equal(expected, LineHash.OfLines(text)[0]);

    [Fact]
    public void Equal_lines_get_equal_hashes_with_a_counter()
    {
        var hashes = LineHash.OfLines(string.Concat(Enumerable.Repeat("consumer.Commit(order); handle(order);\n", 8)));

        Assert.Equal(9, hashes.Length);
        Assert.Equal(hashes[0].Replace(":1", ":2"), hashes[1]);
    }

    private static async Task<string> FingerprintOf(string code)
    {
        using var gate = new Gate().Project("Orders", code);
        await gate.Check(new() { Path = gate.Folder.Path, Formats = [new(Reports.ReportFormat.Sarif, null)] });
        return (string)JsonNode.Parse(gate.Out)!["runs"]![0]!["results"]![0]!["partialFingerprints"]!["offsetguard/v1"]!;
    }
}
