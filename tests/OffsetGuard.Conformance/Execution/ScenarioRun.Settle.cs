using System.Text.Json.Nodes;
using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

internal sealed partial class ScenarioRun
{
    private static readonly TimeSpan s_pollSlice = TimeSpan.FromMilliseconds(50);

    /// <summary>Polls the members in turn until the group has come to rest.</summary>
    private JsonObject Settle(Step step)
    {
        var members = step.Texts("on").Select(n => _consumers[n]).ToList();
        members.ForEach(m => m.NotesCounts = step.Flag("counts", false));
        var quiet = TimeSpan.FromMilliseconds(step.Number("quietMs", 1500));
        var until = session.Elapsed + TimeSpan.FromMilliseconds(step.Number("maxMs", 20_000));
        var items = new List<(TopicPartitionOffset At, JsonNode Item)>();
        var lastEventAt = session.Elapsed;
        var eventCount = 0;

        while (session.Elapsed < until)
        {
            foreach (var member in members)
                Collect(member, items);
            var seen = members.Sum(m => m.Events.Count);
            if (seen != eventCount || members.Exists(m => session.IsJoining(m.Client)))
                (eventCount, lastEventAt) = (seen, session.Elapsed);
            if (session.Elapsed - lastEventAt >= quiet)
                break;
        }

        var result = new JsonObject();
        if (items.Count > 0)
            result["items"] = new JsonArray([.. items.OrderBy(i => i.At.TopicPartition).ThenBy(i => i.At.Offset.Value).Select(i => i.Item)]);
        result["assignments"] = new JsonArray([.. members.Select(m => m.Client.Assignment.Count).OrderDescending().Select(c => JsonValue.Create(c))]);
        return result;
    }

    private static void Collect(ScenarioConsumer member, List<(TopicPartitionOffset At, JsonNode Item)> items)
    {
        var (result, item) = Poll(member, s_pollSlice, withTimestamp: false);
        if (result is not null)
            items.Add((result.TopicPartitionOffset, item));
        else if (item.GetValueKind() != System.Text.Json.JsonValueKind.String || item.GetValue<string>() != "null")
            items.Add((new TopicPartitionOffset("~", Partition.Any, Offset.Unset), item));
    }
}
