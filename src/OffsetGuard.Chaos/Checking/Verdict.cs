using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Checking;

/// <summary>All checkers over one run; keeps the first violation of each promise.</summary>
internal sealed class Verdict
{
    private readonly World _world;
    private readonly List<IChecker> _checkers = [];
    private readonly SortedDictionary<(int Rank, string Id), Violation> _violations = [];

    public Verdict(World world)
    {
        _world = world;
        foreach (var promise in Enum.GetValues<Promise>())
        {
            if (world.Options.Promises.Checks(promise))
                _checkers.Add(Checkers.Of(promise, world.Ledger, world.Ownership));
        }

        world.History.Listen(Observe);
    }

    /// <summary>What fails the test, the worst first.</summary>
    public IReadOnlyList<Violation> Violations => [.. _violations.Values.Where(IsFailure)];

    /// <summary>What is only worth a word.</summary>
    public IReadOnlyList<Violation> Warnings => [.. _violations.Values.Where(v => !IsFailure(v))];

    public void Add(IChecker checker) => _checkers.Add(checker);

    public void AtRest()
    {
        foreach (var checker in _checkers)
            Note(checker.AtRest());
    }

    /// <summary>The run was cut short, because it went on and on.</summary>
    public void NeverRests()
    {
        foreach (var checker in _checkers)
            Note(checker.NeverRests());
    }

    public void AtEnd()
    {
        foreach (var checker in _checkers)
            Note(checker.AtEnd());
    }

    private void Observe(WorldEvent happened)
    {
        foreach (var checker in _checkers)
        {
            if (checker.Observe(happened) is { } violation)
                Note(violation with { EventIndex = _world.History.Events.Count - 1 });
        }
    }

    private void Note(Violation? violation)
    {
        if (violation is not null)
            _violations.TryAdd((violation.Rank, violation.Id), violation);
    }

    private bool IsFailure(Violation violation) => violation.Promise is not { } promise || _world.Options.Promises.Keeps(promise);
}
