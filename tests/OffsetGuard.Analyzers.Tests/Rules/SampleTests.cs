using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>The sample pairs: what is broken is found at the right line, what is fixed is clean.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("CommitBeforeProcess", "OG1001", "consumer.Commit(order);")]
    [InlineData("AutoCommit", "OG2001", "EnableAutoCommit = true,")]
    public async Task The_broken_loop_is_flagged_at_its_mistake(string sample, string id, string line)
    {
        foreach (var kafka in Reference.KafkaVersions.Values)
        {
            var finding = Assert.Single(await Check("Broken", sample, kafka));

            Assert.Equal(id, finding.Id);
            Assert.Equal(line, LineOf(finding));
        }
    }

    [Theory]
    [InlineData("CommitBeforeProcess")]
    [InlineData("AutoCommit")]
    public async Task The_fixed_loop_is_clean(string sample)
    {
        foreach (var kafka in Reference.KafkaVersions.Values)
            Assert.Empty(await Check("Fixed", sample, kafka));
    }

    private static async Task<IReadOnlyList<Diagnostic>> Check(string kind, string sample, MetadataReference kafka)
    {
        var file = Path.Combine(Approve.RepositoryRoot, "samples", kind, sample, "OrderLoop.cs");
        var source = await File.ReadAllTextAsync(file);
        return await CSharpAnalyzerVerifier<KafkaAnalyzer>.DiagnosticsOf(Snippet.Compile(source, kafka));
    }

    private static string LineOf(Diagnostic finding)
    {
        var text = finding.Location.SourceTree!.GetText();
        return text.Lines.GetLineFromPosition(finding.Location.SourceSpan.Start).ToString().Trim();
    }
}
