using System.Diagnostics;
using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Consumers;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A client as it was when it was looked at: what only the client itself knows of its partitions.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeClient
{
    internal FakeClient(IClientModel client)
    {
        Name = client.Channel.Name;
        Group = client.GroupId;
        Partitions = client is ConsumerModel consumer
            ? [.. consumer.Partitions.Assigned.Select(p => new FakeConsumedPartition(p))]
            : [];
    }

    /// <summary>Its name, as <see cref="IClient.Name"/> says it.</summary>
    public string Name { get; }

    /// <summary>Its consumer group; null for a client that is no consumer.</summary>
    public string? Group { get; }

    /// <summary>The assigned partitions of a consumer, in order of topic and partition.</summary>
    public IReadOnlyList<FakeConsumedPartition> Partitions { get; }

    /// <summary>Looks at an assigned partition.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <exception cref="ArgumentException">It is not assigned; the message lists those that are.</exception>
    public FakeConsumedPartition Partition(string topic, int partition) =>
        Partitions.FirstOrDefault(p => p.Topic == topic && p.Partition == partition)
        ?? throw new ArgumentException(
            $"{Name} has no partition {topic}[{partition}]. {Existing.List("partitions", Partitions.Select(p => $"{p.Topic}[{p.Partition}]"))}", nameof(partition));

    /// <summary>One line: the offsets of every assigned partition.</summary>
    public override string ToString() => $"{Name}: {(Partitions.Count == 0 ? "nothing assigned" : string.Join("; ", Partitions))}";

    /// <summary>Everything as JSON: indented, in a stable order, with LF.</summary>
    public string ToJson() => JsonText.Of(json => InspectionJson.Write(json, this));
}
