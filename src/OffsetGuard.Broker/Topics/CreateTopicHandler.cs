using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Creates a topic whose name and partition count Kafka accepts.</summary>
/// <remarks>Apache Kafka: ReplicationControlManager.createTopics, Topic.validate.</remarks>
internal sealed class CreateTopicHandler(TopicTable topics) : RequestHandler<CreateTopicRequest>
{
    private const int NameLengthMax = 249;

    protected override Decision Decide(in Call call, CreateTopicRequest request, DateTimeOffset now)
    {
        var error = Refusal(request);
        if (error == ErrorCode.None)
            topics.Add(request.Name, request.PartitionCount);
        return Decision.Answer(new CreateTopicReply(error));
    }

    private ErrorCode Refusal(CreateTopicRequest request)
    {
        if (!IsValidName(request.Name))
            return ErrorCode.InvalidTopic;
        if (topics.Contains(request.Name))
            return ErrorCode.TopicAlreadyExists;
        return request.PartitionCount < 1 ? ErrorCode.InvalidPartitions : ErrorCode.None;
    }

    private static bool IsValidName(string name) =>
        name is not ("" or "." or "..") && name.Length <= NameLengthMax
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
