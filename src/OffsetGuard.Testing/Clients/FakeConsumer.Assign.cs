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
        if (list.Exists(t => t.StartsWith('^')))
            throw Refusals.NotSupportedYet("Subscribe to a pattern");
        Call(() => _model.Subscribe(list));
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
        Call(() =>
        {
            _model.Unassign();
            return BrokerError.None;
        });
    }

    public void Seek(TopicPartitionOffset tpo)
    {
        ArgumentNullException.ThrowIfNull(tpo.Topic, nameof(tpo));
        Call(() => _model.Seek(tpo.ToBroker()));
    }

    public Offset Position(TopicPartition partition) => Call(() => new Offset(_model.PositionOf(partition.ToBroker()).NextOffset));

    public void IncrementalAssign(IEnumerable<TopicPartitionOffset> partitions) => throw Refusals.NotSupportedYet();

    public void IncrementalAssign(IEnumerable<TopicPartition> partitions) => throw Refusals.NotSupportedYet();

    public void IncrementalUnassign(IEnumerable<TopicPartition> partitions) => throw Refusals.NotSupportedYet();

    public void Pause(IEnumerable<TopicPartition> partitions) => throw Refusals.NotSupportedYet();

    public void Resume(IEnumerable<TopicPartition> partitions) => throw Refusals.NotSupportedYet();
}
