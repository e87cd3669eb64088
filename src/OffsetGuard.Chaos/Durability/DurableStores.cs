using OffsetGuard.Broker.Fingerprints;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Durability;

/// <summary>
/// What survives a kill besides the cluster: the databases, the mail server, the payment provider of the processes. Each schedule begins with
/// empty ones.
/// </summary>
/// <remarks>
/// The test itself may use them too, before the processes start and after they have come to rest: to fill them, and to assert what they hold.
/// Keep immutable values in them: an object that the program goes on changing would be changed in the store without a write.
/// </remarks>
public sealed class DurableStores
{
    private readonly World _world;
    private readonly SortedDictionary<string, IStore> _stores = new(StringComparer.Ordinal);

    internal DurableStores(World world) => _world = world;

    /// <summary>The table of that name; the first call creates it, empty.</summary>
    /// <param name="name">Its name in schedules and counterexamples, for example "totals".</param>
    /// <typeparam name="TKey">The key of a row.</typeparam>
    /// <typeparam name="TValue">The rest of the row; immutable.</typeparam>
    /// <exception cref="ArgumentException">There is a store of that name with other types.</exception>
    public DurableTable<TKey, TValue> Table<TKey, TValue>(string name)
        where TKey : notnull =>
        new(new StoreAccess<TableRows<TKey, TValue>>(this, Open(name, TableRows<TKey, TValue>.Empty), transaction: null));

    /// <summary>
    /// The ledger of that name; the first call creates it, empty. Nothing is ever taken back from a ledger: it stands for mails that were sent
    /// and payments that were made.
    /// </summary>
    /// <param name="name">Its name in schedules and counterexamples, for example "mails".</param>
    /// <typeparam name="T">An entry; immutable.</typeparam>
    /// <exception cref="ArgumentException">There is a store of that name with other types.</exception>
    public DurableLedger<T> Ledger<T>(string name) =>
        new(new StoreAccess<LedgerEntries<T>>(this, Open(name, LedgerEntries<T>.Empty), transaction: null));

    /// <summary>
    /// Begins a transaction over any of the stores. What is written in it becomes visible at its commit, all at once or not at all; a
    /// transaction that only writes is an atomic batch.
    /// </summary>
    /// <example>
    /// <code>
    /// using var transaction = world.Durable.Begin();
    /// totals.In(transaction).Upsert(key, totals.In(transaction).GetOrDefault(key) + amount, source: order);
    /// transaction.Commit();
    /// </code>
    /// </example>
    public DurableTransaction Begin()
    {
        var caller = Enter();
        caller?.Exit();
        return new DurableTransaction(this, caller);
    }

    /// <summary>Adds what the stores hold.</summary>
    internal void AddTo(ref StateHash hash)
    {
        foreach (var store in _stores.Values)
            store.AddTo(ref hash);
    }

    /// <summary>Somebody calls a store: a process, which may not go on when it is over, or the test itself, which is null.</summary>
    internal Incarnation? Enter()
    {
        var caller = Caller();
        caller?.Enter();
        return caller;
    }

    /// <summary>A call whose answer comes later, on a strand of its own, as a driver answers on a thread of its own.</summary>
    internal Task<TResult> Answer<TResult>(Func<TResult> call, CancellationToken cancellation) =>
        Caller() is { } caller ? caller.Answer(call, cancellation) : Task.FromResult(call());

    /// <summary>Changes stores in one step, before and after which faults may strike.</summary>
    internal void Write(Incarnation? caller, string label, Func<IReadOnlyList<Change>> effect)
    {
        if (caller is null)
            Note(who: null, label, effect());
        else
            caller.TakeStep(StepKind.Write, label, () => Note(caller.Name, label, effect()));
    }

    private void Note(IncarnationName? who, string label, IReadOnlyList<Change> changes)
    {
        var (history, at) = (_world.History, _world.History.Elapsed);
        history.Add(new StoreWritten(at, who, label));
        foreach (var (store, source) in changes.Select(c => (c.Store, c.Source)).Distinct())
        {
            if (source is not null)
                history.Add(new EffectWritten(at, who, store, source.Group, source.Partition, source.Offset) { IsInHandler = Incarnation.IsInHandler });
        }
    }

    private Incarnation? Caller()
    {
        if (Actor.Current is { } actor && actor.Scheduler == _world.Scheduler)
            return actor is Strand strand ? strand.Owner ?? (strand as PoolStrand)?.QueuedBy : null;
        return _world.Scheduler.IsRunning ? throw Refuse() : null;
    }

    private NotSupportedException Refuse()
    {
        _world.Scheduler.Fail(new ChaosException(Foreign));   // the program may swallow the refusal
        if (!CallStack.HasNet(_world.Scheduler))
            CallStack.StandStill();
        return new NotSupportedException(Foreign);
    }

    private const string Foreign =
        "A durable store was used on a thread that the schedule does not know, while the world ran: a real timer has fired, or the program has started a "
        + "thread of its own, so the result would be chance. Hand the program context.TimeProvider for everything that waits, and start work with Task.Run.";

    private Store<TState> Open<TState>(string name, TState empty)
        where TState : class, IStoreState
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!_stores.TryGetValue(name, out var store))
            _stores.Add(name, store = new Store<TState>(name, empty));
        return store as Store<TState> ?? throw new ArgumentException(
            $"There is a durable store '{name}' with other types already. Give each store a name of its own, and use it with the same types everywhere.", nameof(name));
    }
}
