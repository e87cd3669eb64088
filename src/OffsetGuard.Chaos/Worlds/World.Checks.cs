using OffsetGuard.Chaos.Checking;

namespace OffsetGuard.Chaos.Worlds;

/// <content>What the test itself wants to hold, and to happen.</content>
public sealed partial class World
{
    private readonly SortedDictionary<string, Func<string?>> _invariants = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _sometimes = new(StringComparer.Ordinal);

    /// <summary>Something that has to hold after every event of the world, and in the end.</summary>
    /// <param name="name">Its name in reports, for example "no order is paid twice".</param>
    /// <param name="check">
    /// Returns null as long as it holds, and what is wrong otherwise. It is called very often: look at variables of the world and at durable stores,
    /// quickly, and call no client.
    /// </param>
    /// <exception cref="ArgumentException">There is an invariant of that name.</exception>
    public void Invariant(string name, Func<string?> check)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(check);
        if (!_invariants.TryAdd(name, check))
            throw new ArgumentException($"There is an invariant '{name}' already. Give each a name of its own.", nameof(name));
    }

    /// <summary>
    /// Something that has to happen in at least one schedule: the program says so by <see cref="ProcessContext.Sometimes"/>. A test in which it never
    /// does fails, because it has shown nothing about it.
    /// </summary>
    /// <param name="name">Its name, for example "an order was skipped as done".</param>
    public void Sometimes(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _sometimes.Add(name);
    }

    /// <summary>
    /// Says that a group has to read these topics to their ends. Where it reads one partition of a topic it has to read all of them anyway; this is for
    /// topics that it may have forgotten altogether, such as one for retries.
    /// </summary>
    /// <param name="group">The consumer group.</param>
    /// <param name="topics">The topics.</param>
    public void MustRead(string group, params IReadOnlyList<string> topics)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(group);
        ArgumentNullException.ThrowIfNull(topics);
        foreach (var topic in topics)
            Ledger.Expect(group, topic);
    }

    /// <summary>The marks that the test has declared.</summary>
    internal IReadOnlyCollection<string> DeclaredMarks => _sometimes;

    internal bool HasInvariants => _invariants.Count > 0;

    /// <summary>The invariants that the test has declared.</summary>
    internal IEnumerable<IChecker> Invariants => _invariants.Select(i => new Invariant(i.Key, i.Value, Ledger));
}
