using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Something the application learns inside Consume or Close, on its own thread.</summary>
internal abstract record ConsumerEvent;

/// <summary>The group gave these partitions; they are read once the application has answered with <see cref="ConsumerModel.AnswerAssigned"/>.</summary>
internal sealed record PartitionsAssigned(IReadOnlyList<TopicPartition> Partitions) : ConsumerEvent;

/// <summary>The group takes these partitions away; answered with <see cref="ConsumerModel.AnswerRevoked"/>.</summary>
/// <param name="Positions">The partitions with their positions, not their stored or committed offsets.</param>
/// <param name="IsLost">They belong to somebody else already: nothing can be committed any more.</param>
internal sealed record PartitionsRevoked(IReadOnlyList<PartitionOffset> Positions, bool IsLost) : ConsumerEvent;

/// <summary>An automatic commit came back.</summary>
internal sealed record AutoCommitCompleted(IReadOnlyList<PartitionOffset> Offsets, OffsetCommitReply Reply) : ConsumerEvent;

/// <summary>Consume fails with this error.</summary>
internal sealed record ConsumeFailed(ErrorCode Error, string Reason, PartitionOffset At) : ConsumerEvent;

/// <summary>The end of a partition was reached; only with enable.partition.eof.</summary>
internal sealed record PartitionEnd(PartitionOffset At) : ConsumerEvent;

/// <summary>A record for the application. A struct, because there are many.</summary>
internal readonly record struct Delivery(ConsumedPartition Partition, RecordView Record);
