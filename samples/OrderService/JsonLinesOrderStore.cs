using System.Text.Json;
using Confluent.Kafka;

namespace Samples.OrderService;

/// <summary>One line per order in a file; the source of each line tells which orders are there already.</summary>
public sealed class JsonLinesOrderStore(string path) : IOrderStore
{
    private readonly HashSet<string> _known = File.Exists(path) ? [.. File.ReadLines(path).Select(l => l[..l.IndexOf(' ')])] : [];

    public void Save(Order order, TopicPartitionOffset source)
    {
        var name = $"{source.Topic}/{source.Partition.Value}@{source.Offset.Value}";
        if (!_known.Add(name))
            return;
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(System.Text.Encoding.UTF8.GetBytes($"{name} {JsonSerializer.Serialize(order)}\n"));
        file.Flush(flushToDisk: true);
    }
}
