using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Testing.Faults;

/// <summary>What a fault does to a message.</summary>
/// <param name="Text">The same in words.</param>
/// <param name="IsAfterwards">It meets the reply, after the request has taken effect.</param>
/// <param name="Passage">How the message passes, given the request.</param>
internal sealed record FaultEffect(string Text, bool IsAfterwards, Func<Request, Passage> Passage)
{
    /// <summary>What the partitions of the scope are refused with; null when the message itself is met.</summary>
    public BrokerError? Refusal { get; private init; }

    public static FaultEffect Refuse(BrokerError error) =>
        new($"fail with {(Confluent.Kafka.ErrorCode)error}", IsAfterwards: false, AnswerWith(error)) { Refusal = error };

    public static FaultEffect RefuseAfterwards(BrokerError error) =>
        new($"fail with {(Confluent.Kafka.ErrorCode)error} after the effect", IsAfterwards: true, AnswerWith(error)) { Refusal = error };

    private static Func<Request, Passage> AnswerWith(BrokerError error) => request => Broker.Simulation.Passage.Answer(request.Refuse(error));
}
