using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>One commit, and its repetitions while the coordinator cannot take it.</summary>
/// <remarks>
/// librdkafka: rd_kafka_handle_OffsetCommit. Three requests at most, and only when every partition was refused: some of them committed is
/// an answer. Without any coordinator a commit fails after the session timeout. One that the coordinator could not take is put off once,
/// until there is a coordinator, and tried three times more (rd_kafka_cgrp_defer_offset_commit).
/// </remarks>
internal sealed class CommitExchange(ClientChannel channel, RetryingChannel requests, ConsumerSettings settings, ClientTimers timers)
{
    public void Send(OffsetCommitRequest request, Action<OffsetCommitReply> onDone)
    {
        if (channel.IsConnected)
            requests.Send<OffsetCommitReply>(request, IsWorthAnotherTry, (reply, _) =>
            {
                if (IsPutOff(reply))
                    requests.Send<OffsetCommitReply>(request, IsWorthAnotherTry, (last, _) => onDone(last));
                else
                    onDone(reply);
            });
        else
            timers.At(DateTimeOffset.MinValue, now => timers.At(
                now + settings.SessionTimeout, _ => onDone(OffsetCommitReply.Refuse(request, ErrorCode.LocalWaitCoordinator))));
    }

    private static bool IsPutOff(OffsetCommitReply reply) =>
        reply.Error is ErrorCode.NotCoordinator or ErrorCode.CoordinatorNotAvailable or ErrorCode.LocalTransport;

    private static bool IsWorthAnotherTry(OffsetCommitReply reply, int attempts)
    {
        if (reply.Error == ErrorCode.None || attempts >= TransientErrors.AttemptsMax)
            return false;
        return reply.Errors.All(e => TransientErrors.Contains(e) || e == ErrorCode.UnknownTopicOrPartition);
    }
}
