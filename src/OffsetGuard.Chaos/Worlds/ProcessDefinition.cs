using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>How to start a process, as often as it takes. What outlives an incarnation is kept here by the world, not by the program.</summary>
internal sealed class ProcessDefinition(string name, Func<ProcessContext, Task> body)
{
    private readonly Dictionary<TopicPartition, (string Group, long LastOffset)> _delivered = [];

    private int _failureCount;
    private int _faultCountAtFailure;
    private bool _isInGroup;
    private bool _isUnique;

    public string Name { get; } = name;

    public Func<ProcessContext, Task> Body { get; } = body;

    /// <summary>How often it has been started.</summary>
    public int IncarnationCount { get; set; }


    /// <summary>The longest auto.commit.interval.ms of its consumers: how long it has to stand still until they commit. Zero without one.</summary>
    public TimeSpan AutoCommitInterval { get; private set; }

    /// <summary>The longest session.timeout.ms of its consumers: who freezes for longer is no longer a member. Zero without a consumer.</summary>
    public TimeSpan SessionTimeout { get; private set; }

    /// <summary>The longest max.poll.interval.ms of its consumers.</summary>
    public TimeSpan PollIntervalMax { get; private set; }

    /// <summary>The longest transaction.timeout.ms of its producers: who freezes for longer is fenced. Zero without transactions.</summary>
    public TimeSpan TransactionTimeout { get; private set; }

    /// <summary>Whether a second instance would share the work: a group gives it partitions, and it has no name of its own in the cluster.</summary>
    public bool MayHaveReplicas => _isInGroup && !_isUnique;

    /// <summary>It has ended with an exception.</summary>
    /// <param name="faultCount">How many faults have struck so far: after a new one it may fail again.</param>
    /// <returns>How often it has failed since the last fault.</returns>
    public int CountFailure(int faultCount)
    {
        _failureCount = faultCount == _faultCountAtFailure ? _failureCount + 1 : 1;
        _faultCountAtFailure = faultCount;
        return _failureCount;
    }

    /// <summary>A group has given it partitions.</summary>
    public void NoteMembership() => _isInGroup = true;

    /// <summary>Its producer has a transactional id; another instance with the same one would fence it.</summary>
    public void Note(ProducerModel producer)
    {
        if (producer.TransactionalId is null)
            return;
        TransactionTimeout = Max(TransactionTimeout, producer.TransactionTimeout);
        _isUnique |= producer.TransactionalId is { } id && !id.Contains(Name, StringComparison.Ordinal);
    }

    /// <summary>Learns what decides how long faults have to last.</summary>
    public void Note(ConsumerModel consumer)
    {
        _isUnique |= consumer.InstanceId is { } id && !id.Contains(Name, StringComparison.Ordinal);
        AutoCommitInterval = Max(AutoCommitInterval, consumer.AutoCommitInterval);
        SessionTimeout = Max(SessionTimeout, consumer.SessionTimeout);
        PollIntervalMax = Max(PollIntervalMax, consumer.PollIntervalMax);
    }

    public void NoteDelivered(string group, TopicPartition partition, long offset) =>
        _delivered[partition] = (group, Math.Max(offset, _delivered.TryGetValue(partition, out var before) ? before.LastOffset : 0));

    /// <summary>The group in which the process was last given records of the partition; null when it never got as far as this record.</summary>
    public string? GroupOf(TopicPartition partition, long offset) =>
        _delivered.TryGetValue(partition, out var delivered) && offset >= 0 && offset <= delivered.LastOffset ? delivered.Group : null;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
