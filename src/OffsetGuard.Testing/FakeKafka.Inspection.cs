using OffsetGuard.Broker;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Testing.History;
using OffsetGuard.Testing.Inspection;

namespace OffsetGuard.Testing;

/// <content>Snapshots of what brokers and clients know, and of what has happened.</content>
public sealed partial class FakeKafka
{
    /// <summary>What has happened up to now, in order: requests, what they changed and why, and what the applications were handed.</summary>
    public FakeTimeline Timeline => Look(_ => new FakeTimeline(_host.Cluster));

    /// <summary>Looks at all topics, those of the brokers included, in ordinal order of their names.</summary>
    public IReadOnlyList<FakeTopic> Topics => Look<IReadOnlyList<FakeTopic>>(kafka => [.. kafka.Topics.All.Select(t => new FakeTopic(t))]);

    /// <summary>Looks at all consumer groups, in ordinal order of their ids.</summary>
    public IReadOnlyList<FakeGroup> Groups => Look<IReadOnlyList<FakeGroup>>(kafka => [.. kafka.Groups.All.Select(g => new FakeGroup(g, kafka.Groups.Pending))]);

    /// <summary>Looks at the clients that are neither closed nor disposed, in order of their creation.</summary>
    public IReadOnlyList<FakeClient> Clients => Look<IReadOnlyList<FakeClient>>(_ => [.. _host.Cluster.Clients.Select(c => new FakeClient(c))]);

    /// <summary>Looks at a topic.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such topic; the message lists those that exist.</exception>
    public FakeTopic Topic(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Look(_ => new FakeTopic(Find(name)));
    }

    /// <summary>Looks at a consumer group.</summary>
    /// <param name="id">Its group.id.</param>
    /// <exception cref="ArgumentException">There is no such group; the message lists those that exist.</exception>
    public FakeGroup Group(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Look(kafka => kafka.Groups.Find(id) is { } group
            ? new FakeGroup(group, kafka.Groups.Pending)
            : throw new ArgumentException($"There is no group '{id}'. {Existing.List("groups", kafka.Groups.All.Select(g => g.Id))}", nameof(id)));
    }

    /// <summary>Looks at a client.</summary>
    /// <param name="name">Its name, as <see cref="IClient.Name"/> says it.</param>
    /// <exception cref="ArgumentException">There is no such client; the message lists those that exist.</exception>
    public FakeClient Client(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Look(_ => _host.Cluster.Clients.FirstOrDefault(c => c.Channel.Name == name) is { } client
            ? new FakeClient(client)
            : throw new ArgumentException(
                $"There is no client '{name}'. {Existing.List("clients", _host.Cluster.Clients.Select(c => c.Channel.Name))}", nameof(name)));
    }

    private Topic Find(string name)
    {
        var topics = _host.Cluster.Kafka.Topics;
        return topics.Find(name)
            ?? throw new ArgumentException($"There is no topic '{name}'. {Existing.List("topics", topics.All.Select(t => t.Name))}", nameof(name));
    }
}
