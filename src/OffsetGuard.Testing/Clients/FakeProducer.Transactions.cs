using System.Runtime.CompilerServices;
using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.History;

namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeProducer<TKey, TValue>
{
    public void InitTransactions(TimeSpan timeout) => Transact(_ => _model.Transaction.Init(), timeout);

    public void BeginTransaction() => Transact(_ => _model.Transaction.Begin(), Timeout.InfiniteTimeSpan);

    public void CommitTransaction(TimeSpan timeout) => TransactOrDemandAbort(now => _model.Transaction.Commit(now), timeout);

    public void CommitTransaction() => CommitTransaction(Timeout.InfiniteTimeSpan);

    public void AbortTransaction(TimeSpan timeout) => Transact(now => _model.Transaction.Abort(now), timeout);

    public void AbortTransaction() => AbortTransaction(Timeout.InfiniteTimeSpan);

    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout)
    {
        var group = groupMetadata as FakeConsumerGroupMetadata ?? throw Refusals.ForeignGroupMetadata();
        if (offsets is null)
            BrokerError.LocalInvalidArgument.ThrowIfError();
        BrokerOffset[] list = [.. offsets!.Select(o => o.ToBroker())];
        TransactOrDemandAbort(_ => _model.Transaction.SendOffsets(group.GroupId, group.Member, list), timeout);
    }

    /// <summary>Only CommitTransaction and SendOffsetsToTransaction say by the type of the exception that an abort is due.</summary>
    /// <remarks>Confluent.Kafka: SafeKafkaHandle.CommitTransaction, SendOffsetsToTransaction.</remarks>
    private void TransactOrDemandAbort(
        Func<DateTimeOffset, PendingReply<FailureKind>> begin, TimeSpan timeout, [CallerMemberName] string operation = "")
    {
        var (kind, error) = Outcome(begin, timeout, operation);
        if (kind == FailureKind.RequiresAbort)
            throw new KafkaTxnRequiresAbortException(error);
        if (kind != FailureKind.None)
            throw new KafkaException(error);
    }

    private void Transact(Func<DateTimeOffset, PendingReply<FailureKind>> begin, TimeSpan timeout, [CallerMemberName] string operation = "")
    {
        var (kind, error) = Outcome(begin, timeout, operation);
        if (kind != FailureKind.None)
            throw new KafkaException(error);
    }

    private (FailureKind Kind, Error Error) Outcome(Func<DateTimeOffset, PendingReply<FailureKind>> begin, TimeSpan timeout, string operation)
    {
        PendingReply<FailureKind>? call = null;
        Call(() =>
        {
            call = begin(_host.Cluster.Now);
            if (!WaitUntil(() => call.IsDone, timeout))
                throw new KafkaRetriableException(BrokerError.LocalTimedOut.ToClient());
            if (_reports.HasThread)
                WaitUntil(() => _reports.IsDone, timeout);
        });
        TellHere();
        if (call!.Value != FailureKind.None)
            _host.Cluster.History.Add(_model.Channel.ClientId, new CallFailed(operation, call.Error));
        return (call.Value, call.Value == FailureKind.Fatal ? call.Error.ToFatal() : call.Error.ToClient());
    }
}
