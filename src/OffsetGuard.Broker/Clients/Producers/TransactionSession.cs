using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>The transactional calls of a producer: what may follow what, and what a failure leaves.</summary>
/// <remarks>
/// librdkafka: rdkafka_txnmgr.c. A call that is repeated after a time-out resumes the first one. What the broker does not answer is asked
/// again by <see cref="RetryingChannel"/>.
/// </remarks>
internal sealed class TransactionSession(RetryingChannel channel, ProducerSettings settings, ProducerSession session, ProducerModel producer)
{
    private readonly SortedSet<TopicPartition> _partitions = [];
    private readonly SortedSet<TopicPartition> _registering = [];
    private PendingReply<FailureKind>? _call;
    private ErrorCode _error;
    private bool _hasOffsets;
    private bool _needsNewEpoch;
    private bool _isEndSent;

    public TransactionPhase Phase { get; private set; }

    /// <summary>How many transactions the application has begun.</summary>
    public int BegunCount { get; private set; }

    /// <summary>A transaction was begun and neither committed nor aborted, whether or not that is still possible.</summary>
    public bool IsUndecided { get; private set; }

    /// <summary>Records may be produced: a transaction is open, or the producer has none.</summary>
    public bool IsOpenOrUnused => settings.TransactionalId is null || Phase == TransactionPhase.InTransaction;

    /// <summary>The coordinator has yet to confirm partitions.</summary>
    public bool IsRegistering => _registering.Count > 0;

    /// <summary>Who the producer is to the brokers.</summary>
    public ProducerIdentity Identity => session.Identity ?? ProducerIdentity.None;

    /// <summary>Takes over the transactional id; a transaction that another instance left open is aborted.</summary>
    public PendingReply<FailureKind> Init()
    {
        if (Refusal(TransactionPhase.Init) is { } refusal)
            return refusal;
        if (_call is { IsDone: false })
            return _call;

        var call = _call = new PendingReply<FailureKind>();
        session.Ask((error, _) =>
        {
            if (error == ErrorCode.None)
                Phase = TransactionPhase.Ready;
            else
                Finish(IsFenced(error) ? ErrorCode.LocalFenced : error);
            Complete(call);
        });
        return call;
    }

    public PendingReply<FailureKind> Begin()
    {
        if (Refusal(TransactionPhase.Ready) is { } refusal)
            return refusal;
        Phase = TransactionPhase.InTransaction;
        BegunCount++;
        IsUndecided = true;
        return Done(FailureKind.None, ErrorCode.None);
    }

    /// <summary>Makes offsets part of the transaction: they count from its commit on.</summary>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="member">Who the consumer was when its metadata was taken.</param>
    /// <param name="offsets">The next offsets to read; logical ones are left out.</param>
    public PendingReply<FailureKind> SendOffsets(string groupId, MemberStamp member, IReadOnlyList<PartitionOffset> offsets)
    {
        if (Refusal(TransactionPhase.InTransaction) is { } refusal)
            return refusal;
        PartitionOffset[] absolute = [.. offsets.Where(o => o.Position.IsAbsolute)];
        if (absolute.Length == 0)
            return Done(FailureKind.None, ErrorCode.None);

        var call = new PendingReply<FailureKind>();
        var addOffsets = new AddOffsetsToTxnRequest(settings.TransactionalId!, Identity, groupId);
        channel.Send<AddOffsetsToTxnReply>(addOffsets, static (reply, _) => MayPass(reply.Error), (reply, _) =>
        {
            if (reply.Error == ErrorCode.None)
                CommitOffsets(call, new TxnOffsetCommitRequest(Identity.Id, Identity.Epoch, groupId, member, absolute));
            else
                FailCall(call, reply.Error);
        });
        return call;
    }

    /// <summary>Waits for all reports, then commits.</summary>
    public PendingReply<FailureKind> Commit(DateTimeOffset now)
    {
        if (Phase == TransactionPhase.Committing)
            return _call!;
        if (Refusal(TransactionPhase.InTransaction) is { } refusal)
            return refusal;
        return BeginEnd(TransactionPhase.Committing, now);
    }

    /// <summary>Purges what is not on its way, then aborts.</summary>
    public PendingReply<FailureKind> Abort(DateTimeOffset now)
    {
        if (Phase == TransactionPhase.Aborting)
            return _call!;
        if (Phase != TransactionPhase.Abortable && Refusal(TransactionPhase.InTransaction) is { } refusal)
            return refusal;
        Phase = TransactionPhase.Aborting;
        producer.Purge();
        return BeginEnd(TransactionPhase.Aborting, now);
    }

    /// <summary>Whether records may go to a partition; if it is not part of the transaction yet, it is made so first.</summary>
    public bool MaySendTo(TopicPartition partition)
    {
        if (Phase is not (TransactionPhase.InTransaction or TransactionPhase.Committing))
            return false;
        if (_partitions.Contains(partition))
            return true;
        if (!_registering.Add(partition))
            return false;

        var request = new AddPartitionsToTxnRequest(settings.TransactionalId!, Identity, [partition]);
        channel.Send<AddPartitionsToTxnReply>(request, static (reply, _) => MayPass(reply.Error), (reply, at) =>
        {
            _registering.Remove(partition);
            if (reply.Error == ErrorCode.None)
                _partitions.Add(partition);
            else
                Judge(reply.Error);
            producer.Serve(at);
            OnReport();
        });
        return false;
    }

    /// <summary>A record has its report: what waited for the last one goes on.</summary>
    public void OnReport()
    {
        if (Phase is not (TransactionPhase.Committing or TransactionPhase.Aborting) || _isEndSent || producer.OutstandingCount > 0)
            return;
        _isEndSent = true;
        if (_partitions.Count == 0 && !_hasOffsets)
            Close();   // the coordinator does not know of this transaction
        else
            SendEnd();
    }

    /// <summary>The transaction cannot be committed any more.</summary>
    /// <param name="error">What the calls until the abort will say.</param>
    /// <param name="needsNewEpoch">The sequence numbers have a gap, so the abort asks for a new epoch.</param>
    public void Fail(ErrorCode error, bool needsNewEpoch)
    {
        _needsNewEpoch |= needsNewEpoch;
        if (Phase is not (TransactionPhase.InTransaction or TransactionPhase.Committing))
            return;
        Phase = TransactionPhase.Abortable;
        _error = error;
        producer.Purge();
        Complete(_call);
    }

    /// <summary>The producer cannot do anything any more.</summary>
    public void Finish(ErrorCode error)
    {
        if (Phase == TransactionPhase.Fatal)
            return;
        Phase = TransactionPhase.Fatal;
        _error = error;
        producer.Die(error);
        Complete(_call);
    }

    private PendingReply<FailureKind> BeginEnd(TransactionPhase phase, DateTimeOffset now)
    {
        Phase = phase;
        var call = _call = new PendingReply<FailureKind>();
        _isEndSent = false;
        producer.SendNow(now);
        OnReport();
        return call;
    }

    private void SendEnd()
    {
        var end = Phase == TransactionPhase.Committing ? TransactionEnd.Commit : TransactionEnd.Abort;
        var request = new EndTxnRequest(settings.TransactionalId!, Identity, end);
        channel.Send<EndTxnReply>(request, static (reply, _) => MayPass(reply.Error), (reply, _) =>
        {
            if (reply.Error == ErrorCode.None)
                Close();
            else
                Finish(IsFenced(reply.Error) ? ErrorCode.LocalFenced : reply.Error);
        });
    }

    /// <summary>The transaction has ended; a new epoch is asked for if the sequence numbers have a gap.</summary>
    private void Close()
    {
        IsUndecided = false;
        _partitions.Clear();
        _hasOffsets = false;
        if (!_needsNewEpoch)
        {
            Phase = TransactionPhase.Ready;
            Complete(_call);
            return;
        }

        _needsNewEpoch = false;
        session.Ask((error, _) =>
        {
            if (error == ErrorCode.None)
                Close();
            else
                Finish(IsFenced(error) ? ErrorCode.LocalFenced : error);
        });
    }

    private void CommitOffsets(PendingReply<FailureKind> call, TxnOffsetCommitRequest request)
    {
        _hasOffsets = true;
        channel.Send<TxnOffsetCommitReply>(request, static (reply, _) => MayPass(reply.Error), (reply, _) =>
        {
            if (reply.Error == ErrorCode.None)
                call.Complete(FailureKind.None);
            else if (reply.Error != ErrorCode.UnknownTopicOrPartition)   // that one is tried again until the call times out
                FailCall(call, reply.Error);
        });
    }

    private void FailCall(PendingReply<FailureKind> call, ErrorCode error)
    {
        Judge(error);
        Complete(call);
    }

    private void Judge(ErrorCode error)
    {
        if (IsFenced(error))
            Finish(ErrorCode.LocalFenced);
        else
            Fail(error, needsNewEpoch: false);
    }

    private PendingReply<FailureKind>? Refusal(TransactionPhase allowed)
    {
        if (settings.TransactionalId is null)
            return Done(FailureKind.Plain, ErrorCode.LocalNotConfigured);
        if (Phase == allowed)
            return null;
        return Phase is TransactionPhase.Fatal or TransactionPhase.Abortable
            ? Done(KindOf(Phase), _error)
            : Done(FailureKind.Plain, ErrorCode.LocalState);
    }

    /// <summary>Answers a call by what the producer has become.</summary>
    private void Complete(PendingReply<FailureKind>? call)
    {
        if (call is { IsDone: false })
            call.Complete(KindOf(Phase), KindOf(Phase) == FailureKind.None ? ErrorCode.None : _error);
    }

    private static FailureKind KindOf(TransactionPhase phase) => phase switch
    {
        TransactionPhase.Fatal => FailureKind.Fatal,
        TransactionPhase.Abortable => FailureKind.RequiresAbort,
        _ => FailureKind.None,
    };

    private static bool MayPass(ErrorCode error) => TransientErrors.Contains(error) || error == ErrorCode.ConcurrentTransactions;

    private static bool IsFenced(ErrorCode error) => error is ErrorCode.InvalidProducerEpoch or ErrorCode.ProducerFenced;

    private static PendingReply<FailureKind> Done(FailureKind kind, ErrorCode error) => PendingReply<FailureKind>.Done(kind, error);
}
