using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>The wire of a world: dead processes are cut off, durable effects are noted, and each is a crash point on both sides.</summary>
internal sealed class WatchedWire(World world) : IWire
{
    private readonly Dictionary<(int ClientId, long CorrelationId), Effect> _inFlight = [];
    private readonly HashSet<(int ClientId, TopicPartition Partition)> _reading = [];

    public Passage OfRequest(in Call call)
    {
        var owner = world.Owners.GetValueOrDefault(call.ClientId);
        if (owner is null)
            return Passage.Deliver;   // the test itself
        if (owner.IsDead)
            return Passage.Lose;
        if (call.Request is FetchRequest fetch && _reading.Add((call.ClientId, fetch.Partition)))
            NoteReading(call.ClientId, owner, fetch);
        if (LabelOf(call.Request) is not { } label)
            return Passage.Deliver;

        var effect = world.Faults.Next(owner.Name.Process, label);
        if (world.Faults.Take(effect, CrashPhase.Before) is not null)
        {
            owner.Kill($"before {effect.Label}");
            return Passage.Lose;
        }

        _inFlight[(call.ClientId, call.CorrelationId)] = effect;
        return Passage.Deliver;
    }

    public Passage OfReply(in Answer answer)
    {
        var owner = world.Owners.GetValueOrDefault(answer.Call.ClientId);
        NoteEffect(answer, owner);
        if (owner is null)
            return Passage.Deliver;
        if (owner.IsDead)
            return Passage.Lose;
        if (!_inFlight.Remove((answer.Call.ClientId, answer.Call.CorrelationId), out var effect)
            || world.Faults.Take(effect, CrashPhase.After) is null)
            return Passage.Deliver;

        owner.Kill($"after {effect.Label}");
        return Passage.Lose;
    }

    /// <summary>The name of a durable effect; null for requests that leave nothing behind.</summary>
    private static string? LabelOf(Request request) => request switch
    {
        OffsetCommitRequest { Offsets: [var only] } => $"Commit({only.Partition}→{only.Position.NextOffset})",
        OffsetCommitRequest commit => $"Commit({string.Join(", ", commit.Offsets.Select(o => $"{o.Partition}→{o.Position.NextOffset}"))})",
        ProduceRequest produce => $"Produce({produce.Partition})",
        _ => null,
    };

    private void NoteReading(int clientId, Incarnation owner, FetchRequest fetch)
    {
        if (world.Groups.TryGetValue(clientId, out var group))
            world.History.Add(new ReadingStarted(world.History.Elapsed, owner.Name, group, fetch.Partition, fetch.FetchOffset));
    }

    private void NoteEffect(in Answer answer, Incarnation? owner)
    {
        switch (answer.Call.Request, answer.Reply)
        {
            case (OffsetCommitRequest commit, OffsetCommitReply reply):
                NoteCommit(commit, reply, owner);
                break;
            case (ProduceRequest produce, ProduceReply { Error: ErrorCode.None } reply):
                world.History.Add(new RecordsAppended(
                    world.History.Elapsed, owner?.Name, produce.Partition, reply.BaseOffset, produce.Records.Count));
                break;
        }
    }

    private void NoteCommit(OffsetCommitRequest commit, OffsetCommitReply reply, Incarnation? owner)
    {
        var site = world.CapturesSites && commit.Cause == CommitCause.Application && owner is { IsOnItsThread: true } ? CallSite.OfApplication() : null;
        for (var i = 0; i < commit.Offsets.Count; i++)
        {
            if (reply.Errors[i] != ErrorCode.None)
                continue;
            var (partition, position) = commit.Offsets[i];
            world.History.Add(new OffsetsCommitted(
                world.History.Elapsed, owner?.Name, commit.GroupId, partition, position.NextOffset, commit.Cause, site));
        }
    }
}
