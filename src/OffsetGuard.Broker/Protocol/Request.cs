using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Protocol;

/// <summary>A typed Kafka request. Each subtype has exactly one handler.</summary>
internal abstract record Request
{
    /// <summary>One line for the timeline.</summary>
    public abstract string Describe();

    /// <summary>Which broker can answer it.</summary>
    public virtual Destination Destination => Destination.AnyBroker;

    /// <summary>How long the client looks for it.</summary>
    public virtual Patience Patience => Patience.AsForReply;

    /// <summary>The reply that says nothing but <paramref name="error"/>: of a broker, or of the client itself when nobody answers.</summary>
    public abstract Reply Refuse(ErrorCode error);
}

/// <summary>The typed answer to a <see cref="Request"/>.</summary>
/// <param name="Error">Why it was refused; the first reason when each part has its own.</param>
internal abstract record Reply(ErrorCode Error)
{
    protected static ErrorCode FirstOf(IReadOnlyList<ErrorCode> errors)
    {
        for (var i = 0; i < errors.Count; i++)
        {
            if (errors[i] != ErrorCode.None)
                return errors[i];
        }

        return ErrorCode.None;
    }
}

/// <summary>One request on its way: who asked, the number that the reply will carry, and how long the client waits for it.</summary>
internal readonly record struct Call(int ClientId, long CorrelationId, Request Request, TimeSpan Timeout = default)
{
    /// <summary>The broker that the client has sent it to.</summary>
    public int Broker { get; init; } = BrokerTable.FirstId;

    /// <summary>The leader epoch of the partition as the client knows it; -1 when it does not.</summary>
    public int LeaderEpoch { get; init; } = -1;
}

/// <summary>The reply to one <see cref="Protocol.Call"/>.</summary>
internal readonly record struct Answer(Call Call, Reply Reply);
