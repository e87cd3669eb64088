using OffsetGuard.Approval;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

/// <summary>The promise of the first page: `offsetguard check samples` on a fresh clone, nothing restored.</summary>
public sealed class SamplesTests
{
    private static readonly string[] BuildFiles = ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"];

    [Fact]
    public async Task The_broken_samples_are_named_and_the_fixed_ones_are_not()
    {
        using var clone = new ScratchFolder();
        foreach (var file in BuildFiles)
            File.Copy(Path.Combine(Approve.RepositoryRoot, file), clone[file], overwrite: true);
        foreach (var pair in new[] { "AutoCommit", "CommitBeforeProcess" })
            CopySample(pair, clone);

        var run = await ToolProcess.Run(clone.Path, "check", "samples", "--format", "sarif=out/offsetguard.sarif");

        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitCode);
        Approve.Text(run.Out);
        SarifRules.Check(File.ReadAllText(clone["out/offsetguard.sarif"]), resultCount: 2);
        Assert.Equal(["offsetguard.sarif"], Directory.EnumerateFiles(clone["out"]).Select(Path.GetFileName));
    }

    private static void CopySample(string pair, ScratchFolder clone)
    {
        var samples = Path.Combine(Approve.RepositoryRoot, "samples");
        clone.Write("samples/Directory.Build.props", File.ReadAllText(Path.Combine(samples, "Directory.Build.props")));
        foreach (var kind in new[] { "Broken", "Fixed" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(samples, kind, pair)))
                clone.Write($"samples/{kind}/{pair}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }
    }
}
