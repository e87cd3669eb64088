using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>The wire of a world: dead processes are cut off, durable effects are noted, and each is a step with faults on both sides.</summary>
internal sealed class WatchedWire(World world) : IWire
{
    private readonly Dictionary<(int ClientId, long CorrelationId), TakenStep> _inFlight = [];
    private readonly HashSet<(int ClientId, TopicPartition Partition)> _reading = [];
    private readonly Dictionary<string, int> _described = [];   // records of the test, by topic
    private readonly Dictionary<(int ClientId, TopicPartition Partition, long NextOffset), string?> _commitSites = [];

    /// <summary>Where in the program the newest commit of this offset was called; null when stacks are not captured or no call of the program sent it.</summary>
    public string? SiteOf(int clientId, TopicPartition partition, long nextOffset) => _commitSites.GetValueOrDefault((clientId, partition, nextOffset));

    public Passage OfRequest(in Call call)
    {
        var owner = world.Owners.GetValueOrDefault(call.ClientId);
        if (owner is null)
            return OfTheTest(call.Request);
        if (owner.IsDead)
            return Passage.Lose;
        if (call.Request is FetchRequest fetch)
            NoteReading(call.ClientId, owner, fetch);
        if (world.CapturesSites && call.Request is OffsetCommitRequest { Cause: CommitCause.Application } commit && owner.IsOnItsThread)
            NoteSite(call.ClientId, commit);
        if (StepOf(call.Request) is not { } step)
            return Passage.Deliver;

        var taken = world.Faults.Next(owner, step.Kind, step.Label, (step.Partition, step.Group));
        var passage = Strike(taken, Side.Before, owner, call.Request);
        if (!owner.IsDead)
            _inFlight[(call.ClientId, call.CorrelationId)] = taken;
        return passage;
    }

    public Passage OfReply(in Answer answer)
    {
        var owner = world.Owners.GetValueOrDefault(answer.Call.ClientId);
        NoteAnswer(answer, owner);
        if (owner is null)
            return Passage.Deliver;
        if (owner.IsDead)
            return Passage.Lose;
        return _inFlight.Remove((answer.Call.ClientId, answer.Call.CorrelationId), out var taken)
            ? Strike(taken, Side.After, owner, answer.Call.Request)
            : Passage.Deliver;
    }

    /// <summary>The name of a durable effect; null for requests that leave nothing behind.</summary>
    private static (StepKind Kind, string Label, TopicPartition? Partition, string? Group)? StepOf(Request request) => request switch
    {
        OffsetCommitRequest commit => (StepKind.Commit, $"Commit({TextOf(commit.Offsets)})", null, commit.GroupId),
        ProduceRequest produce => (StepKind.Production, $"Produce({produce.Partition})", produce.Partition, null),
        TxnOffsetCommitRequest sent => (StepKind.TransactionOffsets, $"SendOffsets({TextOf(sent.Offsets)})", null, sent.GroupId),
        EndTxnRequest end => (StepKind.TransactionEnd, $"{(end.End == TransactionEnd.Commit ? "Commit" : "Abort")}Transaction({end.TransactionalId})", null, null),
        _ => null,
    };

    private static string TextOf(IReadOnlyList<PartitionOffset> offsets) => offsets is [var only]
        ? $"{only.Partition}→{only.Position.NextOffset}"
        : string.Join(", ", offsets.Select(o => $"{o.Partition}→{o.Position.NextOffset}"));

    /// <summary>Carries out what the schedule has for this place, and says what becomes of the message.</summary>
    private Passage Strike(in TakenStep taken, Side side, Incarnation owner, Request request)
    {
        var passage = Passage.Deliver;
        while (world.Faults.Take(taken, side) is { } fault)
        {
            switch (fault.Kind)
            {
                case FaultKind.Kill:
                    world.Carry(fault, taken, owner);
                    return Passage.Lose;
                case FaultKind.Freeze or FaultKind.Join or FaultKind.Stop when fault.Time > TimeSpan.Zero:
                    world.Carry(fault, taken, owner);
                    passage = Passage.Delay(fault.Time);   // it has not left the process yet, or waits at its socket
                    break;
                case >= FaultKind.MoveCoordinator and <= FaultKind.Trim:
                    world.Carry(fault, taken, owner);
                    passage = Passage.Delay(World.IncidentDelay);
                    break;
                case FaultKind.Refuse:
                    Note(fault, owner);
                    passage = Passage.Answer(request.Refuse(fault.Error));
                    break;
                case FaultKind.Lose:
                    Note(fault, owner);
                    passage = Passage.Lose;
                    break;
                default:
                    world.Carry(fault, taken, owner);
                    break;
            }
        }

        return passage;
    }

    /// <summary>A schedule may have fewer records than the test describes: the others are never there.</summary>
    private Passage OfTheTest(Request request)
    {
        if (world.IsDescribed || request is not ProduceRequest produce)
            return Passage.Deliver;
        var count = _described.GetValueOrDefault(produce.Partition.Topic) + 1;
        _described[produce.Partition.Topic] = count;
        world.DescribedRecordsMax = Math.Max(world.DescribedRecordsMax, count);
        return !(count > world.Plan.RecordsMax) ? Passage.Deliver : Passage.Answer(new ProduceReply(ErrorCode.None, -1));
    }

    private void NoteSite(int clientId, OffsetCommitRequest commit)
    {
        var site = CallSite.OfApplication();
        foreach (var (partition, position) in commit.Offsets)
            _commitSites[(clientId, partition, position.NextOffset)] = site;
    }

    private void Note(Fault fault, Incarnation owner) =>
        world.History.Add(new FaultStruck(world.History.Elapsed, owner.Name, fault.Kind, fault.InWords()));

    private void NoteReading(int clientId, Incarnation owner, FetchRequest fetch)
    {
        if (_reading.Add((clientId, fetch.Partition)) && world.Groups.TryGetValue(clientId, out var group))
            world.History.Add(new ReadingStarted(world.History.Elapsed, owner.Name, group, fetch.Partition, fetch.FetchOffset)
            {
                Isolation = fetch.Isolation,
            });
    }

    /// <summary>What takes effect is heard at the broker; what does not, and who is who, is seen here alone.</summary>
    private void NoteAnswer(in Answer answer, Incarnation? owner)
    {
        if (answer is { Call.Request: InitProducerIdRequest { TransactionalId: { } id }, Reply.Error: ErrorCode.None })
            world.History.Add(new ProducerStarted(world.History.Elapsed, owner?.Name, answer.Call.ClientId, id));
        if (answer is not { Call.Request: OffsetCommitRequest commit, Reply: OffsetCommitReply { Error: not ErrorCode.None } reply })
            return;
        for (var i = 0; i < commit.Offsets.Count; i++)
        {
            if (reply.Errors[i] == ErrorCode.None)
                continue;
            var (partition, position) = commit.Offsets[i];
            world.History.Add(new CommitRefused(
                world.History.Elapsed, owner?.Name, answer.Call.ClientId, commit.GroupId, partition, position.NextOffset, reply.Errors[i])
            {
                Cause = commit.Cause,
            });
        }
    }
}
