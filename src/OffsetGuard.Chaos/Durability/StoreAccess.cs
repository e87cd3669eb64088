using System.Globalization;
using Confluent.Kafka;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Durability;

/// <summary>What tables and ledgers have in common: reading and writing by whoever calls, within a transaction or each call by itself.</summary>
internal sealed class StoreAccess<TState>(DurableStores stores, Store<TState> store, DurableTransaction? transaction)
    where TState : class, IStoreState
{
    public string Name => store.Name;

    public Store<TState> Store => store;

    /// <summary>The same store as the transaction sees it.</summary>
    public StoreAccess<TState> In(DurableTransaction other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.IsOf(stores)
            ? new StoreAccess<TState>(stores, store, other)
            : throw new ArgumentException($"The transaction belongs to another world than the store '{Name}'.", nameof(other));
    }

    public TResult Read<TResult>(Func<DurableTransaction, TResult> read)
    {
        var caller = stores.Enter();
        try
        {
            return read(transaction?.OpenFor(caller) ?? new DurableTransaction(stores, caller));
        }
        finally
        {
            caller?.Exit();
        }
    }

    public TResult Write<TResult>(TopicPartitionOffset? record, Func<DurableTransaction, EffectSource?, TResult> write)
    {
        var caller = stores.Enter();
        try
        {
            var source = record is null ? null : SourceOf(record, caller);
            return transaction is null ? WriteAtOnce(caller, source, write) : write(transaction.OpenFor(caller), source);
        }
        finally
        {
            caller?.Exit();
        }
    }

    public Task<TResult> Answer<TResult>(Func<TResult> call, CancellationToken cancellation) => stores.Answer(call, cancellation);

    private TResult WriteAtOnce<TResult>(Incarnation? caller, EffectSource? source, Func<DurableTransaction, EffectSource?, TResult> write)
    {
        var result = default(TResult)!;
        stores.Write(caller, source is null ? $"Write({Name})" : $"Write({Name} for {source})", () =>
        {
            var single = new DurableTransaction(stores, caller);
            result = write(single, source);
            return single.Apply();
        });
        return result;
    }

    private EffectSource SourceOf(TopicPartitionOffset record, Incarnation? caller)
    {
        var partition = new Broker.Protocol.TopicPartition(record.Topic, record.Partition.Value);
        var group = caller?.Definition.GroupOf(partition, record.Offset.Value) ?? throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"A write to '{Name}' names {partition}@{record.Offset.Value} as its source, but no consumer of ")
            + (caller is null ? "the test itself takes part. Leave the source out." : $"process '{caller.Name.Process}' has been given that record. ")
            + "Pass the ConsumeResult that Consume returned.");
        return new EffectSource(group, partition, record.Offset.Value);
    }
}
