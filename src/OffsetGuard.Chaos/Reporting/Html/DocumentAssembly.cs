using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>Puts together what the text report says, the whole history, and the offsets that were recorded beside it.</summary>
internal sealed class DocumentAssembly
{
    private readonly Counterexample _counterexample;
    private readonly OffsetRecorder _recorder;
    private readonly Account _account;
    private readonly List<IncarnationName> _lanes;
    private readonly List<TopicPartition> _partitions;
    private readonly IReadOnlyList<IReadOnlyList<PartitionState>> _moments;
    private readonly Dictionary<TopicPartition, PartitionState> _states = [];

    public DocumentAssembly(Counterexample counterexample, OffsetRecorder recorder, Account account)
    {
        (_counterexample, _recorder, _account) = (counterexample, recorder, account);
        _moments = recorder.Finish();
        _lanes = LanesOf(Events);
        _partitions =
        [
            .. _moments.SelectMany(m => m).Select(s => s.Partition).Append(Violation.Partition).Distinct().Order()
                .OrderByDescending(p => p == Violation.Partition),   // stable: the subject first, the others as they were
        ];
    }

    private Story Story => _counterexample.Story;

    private Violation Violation => _counterexample.Violation;

    private IReadOnlyList<WorldEvent> Events => Story.Events;

    public CounterexampleDocument Assemble(string? explored) => new()
    {
        Property = Violation.Id,
        Account = _account,
        Explored = explored,
        Subject = new DocumentSubject(
            Violation.Group,
            Violation.Offset,
            _counterexample.RecordName(),
            PromiseNames.MarkOf(Violation.Promise)),
        Lanes = [.. _lanes.Select(LaneOf)],
        Partitions = [.. _partitions.Select(p => new DocumentPartition(p.ToString(), _recorder.RecordsOf(p)))],
        Steps = [.. Events.Select(StepOf), Ending()],
    };

    /// <summary>The lives of one process side by side, the processes in the order of their first event.</summary>
    private static List<IncarnationName> LanesOf(IReadOnlyList<WorldEvent> events) =>
    [
        .. events.Where(e => e.Who is not null).Select(e => e.Who!.Value).Distinct()
            .GroupBy(w => w.Process, StringComparer.Ordinal).SelectMany(lives => lives.OrderBy(l => l.Number)),
    ];

    private DocumentLane LaneOf(IncarnationName name)
    {
        var steps = Enumerable.Range(0, Events.Count).Where(i => Events[i].Who == name).ToList();
        var end = steps.FindIndex(i => EventFacts.Of(Events[i]).Act is Act.Stop or Act.Kill);
        return new DocumentLane(name.ToString(), steps[0], end < 0 ? null : steps[end]);
    }

    private DocumentStep StepOf(WorldEvent happened, int index)
    {
        var facts = EventFacts.Of(happened);
        var fault = Story.FaultOf(happened);
        return new DocumentStep
        {
            Time = LaneTable.Time(happened.At),
            AtMs = happened.At.TotalMilliseconds,
            Act = facts.Act,
            Text = EventFacts.TextOf(happened),
            Lane = happened.Who is { } who ? _lanes.IndexOf(who) : null,
            Group = facts.Group,
            Partition = facts.Partition is { } partition && _partitions.IndexOf(partition) is >= 0 and var i ? i : null,
            Offset = facts.Offset,
            Site = facts.Site,
            Fault = fault,
            IsKey = Story.Matters(happened),
            IsSubject = fault is not null || (facts is { Partition: { } place, Offset: { } offset } && Story.IsTheRecord(place, offset)),
            Changes = ChangesAt(index),
        };
    }

    private DocumentStep Ending() => new()
    {
        Time = "end",
        AtMs = Events.Count == 0 ? 0 : Events[^1].At.TotalMilliseconds,
        Act = Act.End,
        Text = _account.Ending,
        Partition = 0,
        IsKey = true,
        IsSubject = true,
        Changes = ChangesAt(Events.Count),
    };

    private List<OffsetChange>? ChangesAt(int index)
    {
        var changes = new List<OffsetChange>();
        foreach (var state in _moments[index])
        {
            changes.Add(OffsetChange.Between(_states.GetValueOrDefault(state.Partition), state, _partitions.IndexOf(state.Partition)));
            _states[state.Partition] = state;
        }

        return changes.Count == 0 ? null : changes;
    }
}
