using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>The producer id and epoch of an idempotent producer, and how it gets them.</summary>
/// <remarks>librdkafka: rdkafka_idempotence.c.</remarks>
internal sealed class ProducerSession(RetryingChannel channel, ProducerSettings settings)
{
    /// <summary>Null until the broker has answered.</summary>
    public ProducerIdentity? Identity { get; private set; }

    /// <summary>The broker has yet to answer.</summary>
    public bool IsAsking { get; private set; }

    /// <summary>Asks for an identity, or for the next epoch of the one it has; records wait meanwhile.</summary>
    public void Ask(Action<ErrorCode, DateTimeOffset> then)
    {
        if (IsAsking)
            return;
        IsAsking = true;
        var request = new InitProducerIdRequest(settings.TransactionalId, settings.TransactionTimeout, Identity);
        Identity = null;
        channel.Send<InitProducerIdReply>(request, IsWorthAnotherTry, (reply, at) =>
        {
            IsAsking = false;
            Identity = reply.Error == ErrorCode.None ? reply.Producer : null;
            then(reply.Error, at);
        });
    }

    private static bool IsWorthAnotherTry(InitProducerIdReply reply, int attempts) =>
        TransientErrors.Contains(reply.Error) || reply.Error == ErrorCode.ConcurrentTransactions;
}
