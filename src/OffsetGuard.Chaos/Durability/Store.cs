using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Chaos.Durability;

/// <summary>A named place whose state is immutable, and is replaced as a whole by each write that took effect.</summary>
internal sealed class Store<TState>(string name, TState empty) : IStore
    where TState : class, IStoreState
{
    public string Name { get; } = name;

    public TState State { get; set; } = empty;

    public void AddTo(ref StateHash hash)
    {
        hash.Add(Name);
        State.AddTo(ref hash);
    }
}

/// <summary>A store of whatever kind.</summary>
internal interface IStore : IStoreState;

/// <summary>What a store holds.</summary>
internal interface IStoreState
{
    /// <summary>Adds what a program could tell from reading it.</summary>
    void AddTo(ref StateHash hash);
}

/// <summary>A store as a transaction sees it.</summary>
internal sealed class StoreView<TState>(TState committed)
    where TState : class, IStoreState
{
    /// <summary>How the store was when the transaction first looked.</summary>
    public TState Base { get; } = committed;

    /// <summary>The same with what the transaction has written.</summary>
    public TState Current { get; set; } = committed;
}

/// <summary>A write that is not yet in effect.</summary>
/// <param name="Store">Where it goes.</param>
/// <param name="Source">The record that it is the effect of; null when the program names none.</param>
/// <param name="Apply">Brings it into effect, on top of whatever the store holds by then.</param>
internal sealed record Change(string Store, EffectSource? Source, Action Apply);

/// <summary>The record that a write is the effect of, and the group in which the process was given it.</summary>
internal sealed record EffectSource(string Group, TopicPartition Partition, long Offset)
{
    public override string ToString() => $"{Partition}@{Offset}";
}
