using System.Collections;
using Confluent.Kafka;
using OffsetGuard.Chaos.Worlds;

namespace SamplesTests.Pages;

/// <summary>Knows the records of the world by the ids in their values, and reports as processed those that it finds in what a handler is given.</summary>
internal sealed class RecordReports
{
    private readonly Dictionary<string, TopicPartitionOffset> _records = new(StringComparer.Ordinal);

    /// <summary>The value of the next record of a partition: JSON, so that a page may deserialize it.</summary>
    public string Add(TopicPartitionOffset place)
    {
        var id = $"order-{_records.Count + 1}";
        _records.Add(id, place);
        return $$"""{"Id":"{{id}}"}""";
    }

    public void Process(object? given, ProcessContext context)
    {
        foreach (var place in PlacesIn(given))
            context.Processed(place);
    }

    private IEnumerable<TopicPartitionOffset> PlacesIn(object? given) => given switch
    {
        null => [],
        ConsumeResult<string, string> record => [record.TopicPartitionOffset],
        Message<string, string> message => PlacesIn(message.Value),
        string text => _records.Where(r => text.Contains(r.Key, StringComparison.Ordinal)).Select(r => r.Value),
        IEnumerable many => many.Cast<object?>().SelectMany(PlacesIn).Distinct(),
        _ => PlacesIn(given.ToString()),
    };
}
