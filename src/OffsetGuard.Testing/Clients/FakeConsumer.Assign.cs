using OffsetGuard.Broker.History;

namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeConsumer<TKey, TValue>
{
    private bool _isInRebalanceHandler;
    private bool _hasAssignedInHandler;

    public void Subscribe(string topic) => Subscribe([topic]);

    public void Subscribe(IEnumerable<string> topics)
    {
        var list = topics.ToList();
        if (list.Contains(null!))
            throw new ArgumentNullException(nameof(topics), "A subscribed topic must not be null.");
        Call(() => Noted(_model.Subscribe(list, _host.Cluster.Now), () => new Subscribed(list)));
    }

    public void Unsubscribe() => Call(() =>
    {
        Note(new Subscribed([]));
        _model.Unsubscribe();
        return BrokerError.None;
    });

    public void Assign(TopicPartition partition) => Assign([partition]);

    public void Assign(TopicPartitionOffset partition) => Assign([partition]);

    public void Assign(IEnumerable<TopicPartition> partitions) =>
        Assign(partitions.Select(p => new TopicPartitionOffset(p, Offset.Unset)));

    public void Assign(IEnumerable<TopicPartitionOffset> partitions)
    {
        BrokerOffset[] starts = [.. partitions.Select(p => p.ToBroker())];
        _hasAssignedInHandler = _isInRebalanceHandler;
        Call(() => Noted(_model.Assign(starts), () => new PartitionsGained([.. starts.Select(s => s.Partition)], IsByGroup: false)));
    }

    public void Unassign()
    {
        _hasAssignedInHandler = _isInRebalanceHandler;
        Call(() =>
        {
            BrokerPartition[] former = [.. _model.Partitions.Assigned.Select(p => p.Id)];
            return Noted(_model.Unassign(), () => new PartitionsGivenUp(former, GivingUp.Unassigned));
        });
    }

    public void Seek(TopicPartitionOffset tpo)
    {
        ArgumentNullException.ThrowIfNull(tpo.Topic, nameof(tpo));
        Call(() => _model.Seek(tpo.ToBroker()));
    }

    public Offset Position(TopicPartition partition) => Call(() => new Offset(_model.PositionOf(partition.ToBroker()).NextOffset));

    public void IncrementalAssign(IEnumerable<TopicPartition> partitions) =>
        IncrementalAssign(partitions.Select(p => new TopicPartitionOffset(p, Offset.Unset)));

    public void IncrementalAssign(IEnumerable<TopicPartitionOffset> partitions)
    {
        BrokerOffset[] starts = [.. partitions.Select(p => p.ToBroker())];
        _hasAssignedInHandler = _isInRebalanceHandler;
        Call(() => Noted(_model.IncrementalAssign(starts), () => new PartitionsGained([.. starts.Select(s => s.Partition)], IsByGroup: false)));
    }

    public void IncrementalUnassign(IEnumerable<TopicPartition> partitions)
    {
        BrokerPartition[] list = [.. partitions.Select(p => p.ToBroker())];
        _hasAssignedInHandler = _isInRebalanceHandler;
        Call(() => Noted(_model.IncrementalUnassign(list), () => new PartitionsGivenUp(list, GivingUp.Unassigned)));
    }

    public void Pause(IEnumerable<TopicPartition> partitions) => Switch(partitions, isPaused: true);

    public void Resume(IEnumerable<TopicPartition> partitions) => Switch(partitions, isPaused: false);

    /// <summary>What is known is switched, also when something else is not known.</summary>
    private void Switch(IEnumerable<TopicPartition> partitions, bool isPaused)
    {
        BrokerPartition[] list = [.. partitions.Select(p => p.ToBroker())];
        var errors = Call(() =>
        {
            var errors = isPaused ? _model.Pause(list) : _model.Resume(list);
            Note(new ReadingSwitched([.. list.Where((_, i) => errors[i] == BrokerError.None)], isPaused));
            return errors;
        });
        if (errors.Any(e => e != BrokerError.None))
            throw Refusals.SomePartitions([.. list.Select((p, i) => new TopicPartitionError(p.ToClient(), errors[i].ToClient()))]);
    }

    /// <summary>Notes what a call did, unless it was refused.</summary>
    private BrokerError Noted(BrokerError error, Func<ClientEvent> done)
    {
        if (error == BrokerError.None)
            Note(done());
        return error;
    }
}
