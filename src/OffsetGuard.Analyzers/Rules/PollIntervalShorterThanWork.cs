using System.Globalization;
using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Analyzers.Loops;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2011: the loop waits longer than the group waits for its next poll.</summary>
internal sealed class PollIntervalShorterThanWork() : ConsumerRule(RuleCatalogue.OG2011)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        if (consumer.Config.MaxPollInterval is not { } pollMilliseconds)
            return null;
        if (consumer.Use is { } use && PollWait.FindLongest(use) is { } wait && wait.Milliseconds >= pollMilliseconds)
        {
            return Finding.At(consumer.Place(wait.Call), $"the loop waits {Text(wait.Milliseconds)} ms here", Text(pollMilliseconds),
                    "the group gives the partitions away, and the records are processed again")
                .Step(wait.Consume.Syntax.GetLocation(), "records are consumed here")
                .Step(wait.Call.Syntax.GetLocation(), "the loop does not come back to Consume in time");
        }

        var session = consumer.Config[KafkaNames.SessionTimeoutMs];
        if (consumer.Config.UsesConsumerProtocol || session is not { Number: { } sessionMilliseconds, Origin: { } origin }
            || sessionMilliseconds <= pollMilliseconds)
            return null;
        return Finding.At(consumer.Place(origin), $"SessionTimeoutMs is {sessionMilliseconds}", Text(pollMilliseconds), "the client refuses to start")
            .Step(origin.Syntax.GetLocation(), "the session is longer than the poll interval")
            .Step(consumer.Build.Syntax.GetLocation(), "Build throws here");
    }

    private static string Text(double milliseconds) => milliseconds.ToString("0", CultureInfo.InvariantCulture);
}
