using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Deletes one topic with its records.</summary>
internal sealed record DeleteTopicRequest(string Name) : Request
{
    public override Reply Refuse(ErrorCode error) => new DeleteTopicReply(error);

    public override string Describe() => $"DeleteTopic {Name}";
}

/// <summary>Whether the topic is gone.</summary>
internal sealed record DeleteTopicReply(ErrorCode Error) : Reply(Error);
