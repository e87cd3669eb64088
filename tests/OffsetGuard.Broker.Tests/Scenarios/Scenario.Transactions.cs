using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Tests.Scenarios;

/// <content>Transactions in Kafka's words.</content>
internal sealed partial class Scenario
{
    public ProducerIdentity InitProducer(string? transactionalId = null, TimeSpan? timeout = null) =>
        Ask<InitProducerIdReply>(new InitProducerIdRequest(transactionalId, timeout ?? TimeSpan.FromMinutes(1))).Producer;

    public ErrorCode AddPartition(string transactionalId, ProducerIdentity producer, TopicPartition partition) =>
        Ask<AddPartitionsToTxnReply>(new AddPartitionsToTxnRequest(transactionalId, producer, [partition])).Error;

    public ProduceReply ProduceAs(ProducerIdentity producer, int sequence, TopicPartition partition, params string[] values) =>
        ProduceBatch(new BatchHeader(producer.Id, producer.Epoch, sequence, BatchKind.Plain), partition, values);

    public ProduceReply ProduceInTransaction(ProducerIdentity producer, int sequence, TopicPartition partition, params string[] values) =>
        ProduceBatch(new BatchHeader(producer.Id, producer.Epoch, sequence, BatchKind.Transactional), partition, values);

    public ErrorCode End(string transactionalId, ProducerIdentity producer, TransactionEnd end) =>
        Ask<EndTxnReply>(new EndTxnRequest(transactionalId, producer, end)).Error;

    public ErrorCode CommitInTransaction(string transactionalId, ProducerIdentity producer, string group, TopicPartition partition, long nextOffset)
    {
        var added = Ask<AddOffsetsToTxnReply>(new AddOffsetsToTxnRequest(transactionalId, producer, group)).Error;
        if (added != ErrorCode.None)
            return added;
        PartitionOffset[] offsets = [new PartitionOffset(partition, new OffsetAndEpoch(nextOffset, -1))];
        return Ask<TxnOffsetCommitReply>(
            new TxnOffsetCommitRequest(producer.Id, producer.Epoch, group, MemberStamp.Outsider, offsets)).Error;
    }

    public long LastStableOffset(TopicPartition partition) =>
        _kafka.Topics.TryGet(partition, out var found) ? found.LastStableOffset : throw new InvalidOperationException($"There is no {partition}.");

    private ProduceReply ProduceBatch(BatchHeader batch, TopicPartition partition, string[] values) => Ask<ProduceReply>(
        new ProduceRequest(partition, [.. values.Select(v => new NewRecord(null, Bytes(v), Now.ToUnixTimeMilliseconds()))]) { Batch = batch });
}
