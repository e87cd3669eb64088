using System.Runtime.CompilerServices;
using OffsetGuard.Broker.Clients;

namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeConsumer<TKey, TValue>
{
    public List<TopicPartitionOffset> Commit() => Await(() => _model.Commit(), Timeout.InfiniteTimeSpan).ToClient();

    public void Commit(IEnumerable<TopicPartitionOffset> offsets)
    {
        if (offsets is null)
        {
            Commit();   // the real client hands the null list on, and null means "what is stored"
            return;
        }

        CommitGiven([.. offsets.Select(o => o.ToBroker())]);
    }

    public void Commit(ConsumeResult<TKey, TValue> result) => CommitGiven([AfterRecord(result).ToBroker()]);

    public void StoreOffset(ConsumeResult<TKey, TValue> result) => StoreOffset(AfterRecord(result));

    public void StoreOffset(TopicPartitionOffset offset)
    {
        var stored = offset.ToBroker();
        Call(() => _settings.IsAutoOffsetStore ? throw Refusals.StoreWithAutoStoreOn() : _model.Store(stored));
    }

    public List<TopicPartitionOffset> Committed(TimeSpan timeout) => Committed(Assignment, timeout);

    public List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout)
    {
        BrokerPartition[] list = [.. partitions.Select(p => p.ToBroker())];
        return list.Length == 0 ? [] : Await(() => _model.Committed(list), timeout).ToClient();
    }

    private void CommitGiven(BrokerOffset[] offsets) =>
        Await(() => _model.Commit(offsets), Timeout.InfiniteTimeSpan, operation: nameof(Commit));

    /// <summary>What a record commits: the offset after it.</summary>
    private static TopicPartitionOffset AfterRecord(ConsumeResult<TKey, TValue> result)
    {
        if (result.Message is null)
            throw Refusals.OffsetOfNothing();
        return new TopicPartitionOffset(result.TopicPartition, result.Offset + 1, result.LeaderEpoch);
    }

    /// <summary>Blocks the application until the broker has answered, as the real client does.</summary>
    private T Await<T>(
        Func<PendingReply<T>> begin,
        TimeSpan timeout,
        BrokerError whenUnreachable = BrokerError.LocalTimedOut,
        [CallerMemberName] string operation = "") => Call(() =>
    {
        var until = Deadline(checked((int)timeout.TotalMilliseconds));
        var pending = begin();
        _host.Cluster.Pump();
        if (!pending.IsDone && !_host.Wait(() => pending.IsDone || _isDisposed, until, CancellationToken.None))
            ThrowIfError(_settings.IsUnreachable ? whenUnreachable : BrokerError.LocalTimedOut);
        if (!pending.IsDone)
            throw Refusals.Disposed();   // another thread disposed it meanwhile
        ThrowIfError(pending.Error);
        return pending.Value;
    }, operation);
}
