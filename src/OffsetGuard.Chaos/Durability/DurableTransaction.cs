using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Durability;

/// <summary>
/// Several reads and writes that take effect as one, when <see cref="Commit"/> is called. It is serializable: when somebody else has changed
/// what it has read, the commit throws <see cref="DurableConflictException"/> and nothing of it was done.
/// </summary>
/// <remarks>A transaction that is disposed, or whose process is killed, before its commit leaves nothing behind.</remarks>
public sealed class DurableTransaction : IDisposable
{
    private readonly DurableStores _stores;
    private readonly Incarnation? _owner;
    private readonly Dictionary<object, object> _views = [];   // by store; only looked up
    private readonly List<Change> _changes = [];
    private readonly List<Func<bool>> _readings = [];
    private bool _isOver;

    internal DurableTransaction(DurableStores stores, Incarnation? owner)
    {
        _stores = stores;
        _owner = owner;
    }

    /// <summary>Brings everything into effect, or nothing of it.</summary>
    /// <exception cref="DurableConflictException">Somebody else has changed what the transaction has read; nothing was done.</exception>
    /// <exception cref="InjectedFailureException">The chaos test lets the commit fail; it may have taken effect all the same.</exception>
    /// <exception cref="InvalidOperationException">The transaction is over, or another process has begun it.</exception>
    public void Commit()
    {
        var caller = _stores.Enter();
        try
        {
            OpenFor(caller);
            _isOver = true;   // whatever comes of it: a commit is tried once
            if (_changes.Count > 0)
                _stores.Write(caller, Label, Apply);
            else
                Apply();
        }
        finally
        {
            caller?.Exit();
        }
    }

    /// <inheritdoc cref="Commit"/>
    /// <param name="cancellationToken">Cancels the commit as long as it has not begun.</param>
    public Task CommitAsync(CancellationToken cancellationToken = default) => _stores.Answer(
        () =>
        {
            Commit();
            return true;
        },
        cancellationToken);

    /// <summary>Gives the transaction up, unless it was committed.</summary>
    public void Dispose() => _isOver = true;

    internal bool IsOf(DurableStores stores) => _stores == stores;

    /// <exception cref="InvalidOperationException">It is over, or another process has begun it.</exception>
    internal DurableTransaction OpenFor(Incarnation? caller)
    {
        if (caller != _owner)
            throw new InvalidOperationException($"A transaction that {NameOf(_owner)} has begun is used by {NameOf(caller)}. Each process begins transactions of its own.");
        return !_isOver ? this : throw new InvalidOperationException("The transaction is over: it was committed or disposed. Begin a new one.");
    }

    /// <summary>What it sees of a store: how the store was when it first looked, with what it has written on top.</summary>
    internal StoreView<TState> ViewOf<TState>(Store<TState> store)
        where TState : class, IStoreState
    {
        if (!_views.TryGetValue(store, out var view))
            _views.Add(store, view = new StoreView<TState>(store.State));
        return (StoreView<TState>)view;
    }

    /// <summary>Something was read: the commit needs it to be so still.</summary>
    internal void NoteRead(Func<bool> isStillSo) => _readings.Add(isStillSo);

    internal void Add<TState>(Store<TState> store, EffectSource? source, Func<TState, TState> change)
        where TState : class, IStoreState
    {
        var view = ViewOf(store);
        view.Current = change(view.Current);
        _changes.Add(new Change(store.Name, source, () => store.State = change(store.State)));
    }

    /// <summary>Brings the changes into effect.</summary>
    /// <exception cref="DurableConflictException">What was read is no longer so.</exception>
    internal IReadOnlyList<Change> Apply()
    {
        if (!_readings.TrueForAll(static isStillSo => isStillSo()))
            throw new DurableConflictException($"{Label} of {NameOf(_owner)} has no effect: somebody else has changed meanwhile what the transaction has read. Run it again from its beginning.");
        foreach (var change in _changes)
            change.Apply();
        return _changes;
    }

    private static string NameOf(Incarnation? process) => process?.Name.ToString() ?? "the test itself";

    private string Label
    {
        get
        {
            var stores = string.Join(", ", _changes.Select(c => c.Store).Distinct(StringComparer.Ordinal));
            var sources = _changes.Select(c => c.Source).Where(s => s is not null).Distinct().ToList();
            return sources.Count switch
            {
                0 => $"Commit({stores})",
                1 => $"Commit({stores} for {sources[0]})",
                _ => $"Commit({stores} for {sources[0]} and {sources.Count - 1} more)",
            };
        }
    }
}
