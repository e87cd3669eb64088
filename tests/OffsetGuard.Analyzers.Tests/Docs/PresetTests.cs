using Microsoft.CodeAnalysis;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Docs;

/// <summary>A preset names every rule it is about, with the severity its name promises, and gives way to the files of the project.</summary>
public sealed class PresetTests
{
    private static string Folder => Path.Combine(Approve.RepositoryRoot, "src", "OffsetGuard.Analyzers", "Presets");

    [Theory]
    [InlineData("mode-none", "none", "none", "none")]
    [InlineData("mode-correctness", "error", "none", "none")]
    [InlineData("mode-default", "error", "warning", "suggestion")]
    [InlineData("mode-strict", "error", "warning", "warning")]
    [InlineData("mode-all", "error", "error", "error")]
    public void A_mode_says_something_about_every_rule(string preset, string error, string warning, string info)
    {
        var expected = RuleCatalogue.All.Select(rule => (rule.Id, rule.Descriptor.DefaultSeverity switch
        {
            DiagnosticSeverity.Error => error,
            DiagnosticSeverity.Warning => warning,
            _ => info,
        }));

        Assert.Equal(expected, SeveritiesIn(preset));
    }

    [Fact]
    public void At_most_once_switches_off_the_rules_about_loss_but_for_skipped_offsets()
    {
        var loss = RuleCatalogue.All.Where(rule => rule.Effect == Effect.Loss && rule != RuleCatalogue.OG3002);

        Assert.Equal(loss.Select(rule => (rule.Id, "none")), SeveritiesIn("delivery-atmostonce"));
    }

    [Fact]
    public void Exactly_once_makes_every_loss_and_every_repetition_an_error()
    {
        var both = RuleCatalogue.All.Where(rule => rule.Effect is Effect.Loss or Effect.Duplicates);

        Assert.Equal(both.Select(rule => (rule.Id, "error")), SeveritiesIn("delivery-exactlyonce"));
    }

    [Fact]
    public void A_preset_gives_way_to_the_files_of_the_project() => Assert.All(Directory.GetFiles(Folder, "*.globalconfig"), file =>
    {
        var level = Path.GetFileName(file).StartsWith("mode", StringComparison.Ordinal) ? "-100" : "-99";

        Assert.Contains("is_global = true", File.ReadLines(file));
        Assert.Contains($"global_level = {level}", File.ReadLines(file));
    });

    private static IEnumerable<(string Id, string Severity)> SeveritiesIn(string preset) =>
        from line in File.ReadLines(Path.Combine(Folder, preset + ".globalconfig"))
        where line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal)
        select (line.Split('.')[1], line.Split(" = ")[1]);
}
