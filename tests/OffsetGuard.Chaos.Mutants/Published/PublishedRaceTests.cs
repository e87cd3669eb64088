using System.Text.RegularExpressions;
using OffsetGuard.Approval;

namespace ChaosMutants.Published;

/// <summary>Races that were reported by users of other libraries, told again as small programs: each is found, explained, and gone when it is repaired.</summary>
public sealed partial class PublishedRaceTests
{
    [Fact]
    public void Silverback_253_goes_on_behind_a_record_that_failed() => Finds<Silverback253, Silverback253.Repaired>("at-least-once");

    [Fact]
    public void Parallel_consumer_826_commits_what_is_in_the_mailbox() => Finds<ParallelConsumer826, ParallelConsumer826.Repaired>("at-least-once");

    [Fact]
    public void Alpakka_1121_takes_the_group_back() => Finds<Alpakka1121, Alpakka1121.Repaired>("commit-regression");

    [Fact]
    public void Spring_kafka_3186_takes_the_group_back() => Finds<SpringKafka3186, SpringKafka3186.Repaired>("commit-regression");

    [Fact]
    public void Confluent_kafka_go_1322_drops_what_is_queued() => Finds<ConfluentKafkaGo1322, ConfluentKafkaGo1322.Repaired>("at-least-once");

    private static void Finds<TBroken, TRepaired>(string promise)
        where TRepaired : TBroken
    {
        var broken = Outcome.Of(Specimen.Of(typeof(TBroken)));
        var repaired = Outcome.Of(Specimen.Of(typeof(TRepaired)));

        Assert.Equal((promise, "It holds."), (broken.Property, repaired.Text));
        Approve.Text(LineNumber().Replace(broken.Text.Split("\nexplored:")[0], ".cs:00"), typeof(TBroken).Name);
    }

    [GeneratedRegex(@"\.cs:\d+")]
    private static partial Regex LineNumber();
}
