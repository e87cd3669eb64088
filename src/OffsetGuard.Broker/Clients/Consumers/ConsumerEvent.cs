using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Something the application learns inside Consume or Close, on its own thread.</summary>
internal abstract record ConsumerEvent;

/// <summary>The group gave these partitions; they are read once the application has answered with <see cref="ConsumerModel.AnswerAssigned"/>.</summary>
/// <param name="Partitions">All that it gave, or only what is new under the cooperative protocol.</param>
/// <param name="IsIncremental">They come beside what the member has: cooperative protocol.</param>
internal sealed record PartitionsAssigned(IReadOnlyList<TopicPartition> Partitions, bool IsIncremental) : ConsumerEvent;

/// <summary>The group takes these partitions away; answered with <see cref="ConsumerModel.AnswerRevoked"/>.</summary>
/// <param name="Partitions">All that it gave, or only what goes under the cooperative protocol.</param>
/// <param name="IsLost">They belong to somebody else already: nothing can be committed any more.</param>
/// <param name="IsIncremental">What is not named stays: cooperative protocol.</param>
internal sealed record PartitionsRevoked(IReadOnlyList<TopicPartition> Partitions, bool IsLost, bool IsIncremental) : ConsumerEvent
{
    /// <summary>The partitions with their positions, not their stored or committed offsets.</summary>
    public IReadOnlyList<PartitionOffset> Positions { get; init; } = [];
}

/// <summary>An automatic commit came back.</summary>
internal sealed record AutoCommitCompleted(IReadOnlyList<PartitionOffset> Offsets, OffsetCommitReply Reply) : ConsumerEvent;

/// <summary>Consume fails with this error.</summary>
internal sealed record ConsumeFailed(ErrorCode Error, string Reason, PartitionOffset At) : ConsumerEvent
{
    /// <summary>An error that has to do with no partition.</summary>
    public static ConsumeFailed Without(ErrorCode error, string reason) =>
        new(error, reason, new PartitionOffset(new TopicPartition("", -1), OffsetAndEpoch.Unset));

    public static ConsumeFailed MaxPollExceeded(TimeSpan interval) => Without(
        ErrorCode.LocalMaxPollExceeded,
        $"Application maximum poll interval ({interval.TotalMilliseconds}ms) exceeded: "
        + "raise max.poll.interval.ms or process less between two calls of Consume");
}

/// <summary>The end of a partition was reached; only with enable.partition.eof.</summary>
internal sealed record PartitionEnd(PartitionOffset At) : ConsumerEvent;

/// <summary>statistics.interval.ms has passed.</summary>
internal sealed record StatisticsEmitted(string Json) : ConsumerEvent;

/// <summary>Something the application only hears of: for its error handler.</summary>
internal sealed record ErrorRaised(ErrorCode Error, string Reason) : ConsumerEvent;

/// <summary>A record for the application. A struct, because there are many.</summary>
internal readonly record struct Delivery(ConsumedPartition Partition, RecordView Record);
