using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Fingerprints;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>
/// Effects that are reported while the process has a transaction open are part of it: they count once it is committed, and never were when it
/// is aborted.
/// </summary>
internal sealed class PendingEffects(World world)
{
    private readonly List<Effect> _effects = [];
    private readonly Dictionary<(string Group, TopicPartition Partition), (int ClientId, long NextOffset)> _sent = [];

    /// <summary>An effect, and the transactions that were open then: the one that sends the offset of its record decides.</summary>
    private sealed record Effect(RecordProcessed Processed, IReadOnlyList<Open> Among);

    private readonly record struct Open(ProducerModel Producer, int Number)
    {
        public int ClientId => Producer.Channel.ClientId;
    }

    /// <summary>Keeps the effect back while a transaction of the process is open.</summary>
    /// <returns>False when there is none, so that it counts at once.</returns>
    public bool TryAdd(RecordProcessed processed, IEnumerable<ProducerModel> producers)
    {
        Open[] open = [.. producers.Where(p => p.Transaction.IsUndecided).Select(p => new Open(p, p.Transaction.BegunCount))];
        if (open.Length == 0)
            return false;
        _effects.Add(new Effect(processed, open));
        return true;
    }

    /// <summary>The producer whose transaction was sent the newest offset of a group in a partition.</summary>
    public int? SenderOf(string group, TopicPartition partition) =>
        _sent.TryGetValue((group, partition), out var sent) ? sent.ClientId : null;

    public void NoteSent(int clientId, OffsetPending pending)
    {
        var offset = pending.Offset;
        _sent[(offset.GroupId, offset.Partition)] = (clientId, offset.Committed.NextOffset);
        world.History.Add(new OffsetsSent(
            world.History.Elapsed, world.NameOf(clientId), pending.ProducerId, offset.GroupId, offset.Partition, offset.Committed.NextOffset));
    }

    public void NoteMoved(int clientId, TransactionRecord transaction)
    {
        if (transaction.Status == TransactionStatus.Empty)
            DiscardOfEarlierOwners(transaction.TransactionalId, clientId);
        if (transaction.Status is not (TransactionStatus.PrepareCommit or TransactionStatus.PrepareAbort))
            return;
        var end = transaction.Status == TransactionStatus.PrepareCommit ? TransactionEnd.Commit : TransactionEnd.Abort;
        world.History.Add(new TransactionDecided(
            world.History.Elapsed, world.NameOf(clientId), transaction.TransactionalId, transaction.Producer.Id, end));
        foreach (var effect in _effects.ToList())
        {
            if (end == TransactionEnd.Commit)
                Commit(effect, clientId);
            else if (effect.Among.Any(o => o.Producer.TransactionalId == transaction.TransactionalId))
                Abort(effect, transaction.TransactionalId);
        }
    }

    /// <summary>Adds what an abort will tell.</summary>
    public void AddTo(ref StateHash hash)
    {
        foreach (var (processed, _) in _effects)
        {
            hash.Add(processed.Group);
            hash.Add(processed.Partition.ToString());
            hash.Add(processed.Offset);
        }
    }

    private void Commit(Effect effect, int clientId)
    {
        var (processed, among) = effect;
        if (among.All(o => o.ClientId != clientId) || (among.Count > 1 && !IsSentBy(clientId, processed)))
            return;
        _effects.Remove(effect);
        // What was left over from a transaction of which the broker never heard is no part of this one.
        if (among.Any(o => o.ClientId == clientId && o.Number == o.Producer.Transaction.BegunCount))
            world.History.Add(processed with { At = world.History.Elapsed });
        else
            Discard(processed);
    }

    private void Abort(Effect effect, string transactionalId)
    {
        _effects.Remove(effect);
        Open[] rest = [.. effect.Among.Where(o => o.Producer.TransactionalId != transactionalId)];
        if (rest.Length == 0)
            Discard(effect.Processed);
        else
            _effects.Add(effect with { Among = rest });
    }

    /// <summary>Somebody else begins under this id: what is still kept back is of transactions that the broker never heard of.</summary>
    private void DiscardOfEarlierOwners(string transactionalId, int clientId)
    {
        foreach (var effect in _effects.ToList())
        {
            if (effect.Among.Any(o => o.Producer.TransactionalId == transactionalId && o.ClientId != clientId))
                Abort(effect, transactionalId);
        }
    }

    private void Discard(RecordProcessed processed) => world.History.Add(
        new EffectDiscarded(world.History.Elapsed, processed.Who, processed.Group, processed.Partition, processed.Offset));

    private bool IsSentBy(int clientId, RecordProcessed processed) =>
        _sent.TryGetValue((processed.Group, processed.Partition), out var sent) && sent.ClientId == clientId && sent.NextOffset > processed.Offset;
}
