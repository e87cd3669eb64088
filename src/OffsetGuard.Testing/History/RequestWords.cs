using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;
using Request = OffsetGuard.Broker.Protocol.Request;

namespace OffsetGuard.Testing.History;

/// <summary>Says what became of a request.</summary>
internal static class RequestWords
{
    public static Telling Tell(RequestAnswered answered)
    {
        var error = answered.Reply.Error;
        var effect = error == BrokerError.None ? Answer(answered) : $"{answered.Request.Describe()} refused: {(ErrorCode)error}";
        return About(answered.Request, effect) with { Error = error };
    }

    public static Telling Tell(MessageDiverted diverted)
    {
        var message = diverted.Reply is null ? diverted.Request.Describe() : $"reply to {diverted.Request.Describe()}";
        var fate = diverted.Kind switch
        {
            PassageKind.Lose => diverted.Reply is null ? "lost, without effect" : "lost, the client does not know of the effect",
            PassageKind.Delay => $"arrives {Words.Of(diverted.Time)} later",
            PassageKind.Duplicate => $"arrives once more {Words.Of(diverted.Time)} later",
            PassageKind.Hold => "held up",
            _ => diverted.Reply is null ? "never arrives, something else does in its place" : "replaced, the client does not know of the effect",
        };
        return About(diverted.Request, $"{message} {fate}") with { Cause = "fault" };
    }

    private static Telling About(Request request, string effect) => new(NameOf(request), effect)
    {
        Group = (request as GroupRequest)?.GroupId,
        Partitions = PartitionsOf(request),
    };

    private static string Answer(RequestAnswered answered) => (answered.Request, answered.Reply) switch
    {
        (OffsetFetchRequest, OffsetFetchReply reply) =>
            $"committed offset of {string.Join(", ", reply.Offsets.Select(o => $"{o.Partition} is {Words.Of(o.Position.NextOffset)}"))}",
        (ListOffsetsRequest { TimestampMs: ListOffsetsRequest.Earliest } asked, ListOffsetsReply reply) => $"log start of {asked.Partition} is {reply.Offset}",
        (ListOffsetsRequest { TimestampMs: ListOffsetsRequest.Latest } asked, ListOffsetsReply reply) => $"end of {asked.Partition} is {reply.Offset}",
        (ListOffsetsRequest asked, ListOffsetsReply reply) => $"{asked.Partition} reaches that time at {Words.Of(reply.Offset)}",
        (CreateTopicRequest create, _) => $"topic {create.Name} created, {Words.Count(create.PartitionCount, "partition")}",
        (DeleteTopicRequest delete, _) => $"topic {delete.Name} deleted",
        (CreatePartitionsRequest create, _) => $"topic {create.Topic} has {Words.Count(create.PartitionCount, "partition")}",
        _ => answered.Request.Describe(),
    };

    private static string NameOf(Request request) => request.GetType().Name[..^nameof(Request).Length];

    private static IReadOnlyList<BrokerPartition> PartitionsOf(Request request) => request switch
    {
        ProduceRequest produce => [produce.Partition],
        FetchRequest fetch => [fetch.Partition],
        ListOffsetsRequest list => [list.Partition],
        DeleteRecordsRequest delete => [delete.Partition],
        OffsetCommitRequest commit => [.. commit.Offsets.Select(o => o.Partition)],
        TxnOffsetCommitRequest commit => [.. commit.Offsets.Select(o => o.Partition)],
        OffsetFetchRequest fetch => fetch.Partitions ?? [],
        OffsetDeleteRequest delete => delete.Partitions,
        CreateTopicRequest create => [Whole(create.Name)],
        DeleteTopicRequest delete => [Whole(delete.Name)],
        CreatePartitionsRequest create => [Whole(create.Topic)],
        AlterConfigsRequest { Resource: { Kind: ConfigResourceKind.Topic } topic } => [Whole(topic.Name)],
        _ => [],
    };

    private static BrokerPartition Whole(string topic) => new(topic, Confluent.Kafka.Partition.Any);
}
