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
        Call(() => _model.Subscribe(list, _host.Cluster.Now));
    }

    public void Unsubscribe() => Call(() =>
    {
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
        Call(() => _model.Assign(starts));
    }

    public void Unassign()
    {
        _hasAssignedInHandler = _isInRebalanceHandler;
        Call(_model.Unassign);
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
        Call(() => _model.IncrementalAssign(starts));
    }

    public void IncrementalUnassign(IEnumerable<TopicPartition> partitions)
    {
        BrokerPartition[] list = [.. partitions.Select(p => p.ToBroker())];
        _hasAssignedInHandler = _isInRebalanceHandler;
        Call(() => _model.IncrementalUnassign(list));
    }

    public void Pause(IEnumerable<TopicPartition> partitions) => Switch(partitions, _model.Pause);

    public void Resume(IEnumerable<TopicPartition> partitions) => Switch(partitions, _model.Resume);

    /// <summary>What is known is switched, also when something else is not known.</summary>
    private void Switch(IEnumerable<TopicPartition> partitions, Func<IReadOnlyList<BrokerPartition>, IReadOnlyList<BrokerError>> action)
    {
        BrokerPartition[] list = [.. partitions.Select(p => p.ToBroker())];
        var errors = Call(() => action(list));
        if (errors.Any(e => e != BrokerError.None))
            throw Refusals.SomePartitions([.. list.Select((p, i) => new TopicPartitionError(p.ToClient(), errors[i].ToClient()))]);
    }
}
