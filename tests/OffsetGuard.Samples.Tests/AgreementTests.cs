using OffsetGuard.Approval;
using OffsetGuard.Chaos;

namespace SamplesTests;

/// <summary>Every rule is an experiment: what the analyzer says of a loop, the harness shows on the same class.</summary>
public sealed class AgreementTests
{
    public static TheoryData<string> Folders() => [.. Sample.All.Select(s => s.Folder)];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task What_the_analyzer_says_of_a_loop_is_what_the_harness_sees(string folder)
    {
        var sample = Sample.All.Single(s => s.Folder == folder);

        var rules = await Reading.RuleIdsOf(sample);
        var failure = Record.Exception(() => Chaos.Test(sample.Describe)) as ChaosException;

        Assert.Equal(sample.Rule is null ? [] : [sample.Rule], rules);
        Assert.Equal(sample.Rule is null ? null : "at-least-once", failure?.Property);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_result_of_a_loop_reads_in_ten_seconds(string folder)
    {
        var sample = Sample.All.Single(s => s.Folder == folder);

        var text = Record.Exception(() => Chaos.Test(sample.Describe))?.Message ?? Chaos.Test(sample.Describe).ToString();

        Approve.Text(text, suffix: folder.Replace('/', '.'));
    }

    [Theory]
    [InlineData("Broken/CommitBeforeProcess")]
    [InlineData("Broken/AutoCommit")]
    public void The_printed_replay_string_loses_exactly_the_same_record(string folder)
    {
        var sample = Sample.All.Single(s => s.Folder == folder);
        var found = Assert.Throws<ChaosException>(() => Chaos.Test(sample.Describe));

        var replayed = Assert.Throws<ChaosException>(() => Chaos.Replay(found.Replay!, sample.Describe));

        Assert.StartsWith(replayed.Message.TrimEnd(), found.Message, StringComparison.Ordinal);   // only the exploration knows how many others fail
    }

    [Fact]
    public void Every_folder_under_samples_is_covered()
    {
        var samples = Path.Combine(Approve.RepositoryRoot, "samples");
        var folders = new[] { "Broken", "Fixed" }
            .SelectMany(kind => Directory.GetDirectories(Path.Combine(samples, kind)).Select(d => $"{kind}/{Path.GetFileName(d)}"));

        Assert.Equal(folders.Order(StringComparer.Ordinal), Sample.All.Select(s => s.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_native_library_is_loaded()
    {
        Assert.Throws<ChaosException>(() => Chaos.Test(Sample.All[0].Describe));

        Assert.False(Confluent.Kafka.Library.IsLoaded);
    }
}
