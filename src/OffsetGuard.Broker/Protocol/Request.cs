namespace OffsetGuard.Broker.Protocol;

/// <summary>A typed Kafka request. Each subtype has exactly one handler.</summary>
internal abstract record Request
{
    /// <summary>One line for the timeline.</summary>
    public abstract string Describe();
}

/// <summary>The typed answer to a <see cref="Request"/>.</summary>
internal abstract record Reply;

/// <summary>One request on its way: who asked, and the number that the reply will carry.</summary>
internal readonly record struct Call(int ClientId, long CorrelationId, Request Request);

/// <summary>The reply to one <see cref="Protocol.Call"/>.</summary>
internal readonly record struct Answer(Call Call, Reply Reply);
