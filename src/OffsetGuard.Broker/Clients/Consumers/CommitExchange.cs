using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>One commit, and its repetitions while the coordinator cannot take it.</summary>
/// <remarks>
/// librdkafka: rd_kafka_handle_OffsetCommit. Three requests at most, and only when every partition was refused: some of them committed is
/// an answer. Without any coordinator a commit fails after the session timeout.
/// </remarks>
internal sealed class CommitExchange(ClientChannel channel, ConsumerSettings settings, ClientTimers timers)
{
    public void Send(OffsetCommitRequest request, Action<OffsetCommitReply> onDone)
    {
        if (channel.IsConnected)
            Send(request, attempt: 1, onDone);
        else
            timers.At(DateTimeOffset.MinValue, now => timers.At(
                now + settings.SessionTimeout, _ => onDone(OffsetCommitReply.Refuse(request, ErrorCode.LocalWaitCoordinator))));
    }

    private void Send(OffsetCommitRequest request, int attempt, Action<OffsetCommitReply> onDone) =>
        channel.Send<OffsetCommitReply>(request, (reply, now) =>
        {
            if (attempt < Backoff.AttemptsMax && IsWorthAnotherTry(reply))
                timers.At(now + Backoff.After(attempt), _ => Send(request, attempt + 1, onDone));
            else
                onDone(reply);
        });

    private static bool IsWorthAnotherTry(OffsetCommitReply reply) =>
        reply.Errors.All(e => Backoff.IsTransient(e) || e == ErrorCode.UnknownTopicOrPartition);
}
