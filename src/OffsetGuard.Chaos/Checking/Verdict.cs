using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>All checkers over one run; keeps the first violation of each promise.</summary>
internal sealed class Verdict
{
    private readonly IChecker[] _checkers;
    private readonly SortedDictionary<Property, Violation> _violations = [];

    public Verdict(WorldHistory history, GroupLedger ledger)
    {
        _checkers =
        [
            new NoLoss(ledger), new Progress(ledger), new GratuitousDuplicates(ledger), new CommitAhead(ledger), new FinalCommitExact(ledger),
        ];
        history.Listen(happened => Collect(c => c.Observe(happened)));
    }

    /// <summary>The worst first.</summary>
    public IReadOnlyCollection<Violation> Violations => _violations.Values;

    public void AtRest() => Collect(c => c.AtRest());

    public void AtEnd() => Collect(c => c.AtEnd());

    private void Collect(Func<IChecker, Violation?> ask)
    {
        foreach (var checker in _checkers)
        {
            if (ask(checker) is { } violation)
                _violations.TryAdd(violation.Property, violation);
        }
    }
}
