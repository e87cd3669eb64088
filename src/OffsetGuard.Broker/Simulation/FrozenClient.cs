using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Simulation;

/// <summary>What waits for a process that stands still until it goes on.</summary>
internal sealed class FrozenClient
{
    private readonly List<Arrival> _socket = [];
    private readonly List<Arrival> _timeOuts = [];

    /// <summary>
    /// What it finds, in the order in which it will notice: all that its sockets hold, then the requests that are still without an answer
    /// though their time is over.
    /// </summary>
    /// <remarks>librdkafka: rd_kafka_broker_ops_io_serve reads first, all there is, and then looks for requests that have timed out.</remarks>
    public IEnumerable<Arrival> Arrivals => _socket.Concat(_timeOuts);

    /// <summary>A reply; a time-out is no message but something that the client would have noticed by itself.</summary>
    public void Keep(in Answer answer) =>
        (answer.Reply.Error == ErrorCode.LocalTimedOut ? _timeOuts : _socket).Add(new Arrival(answer.Call.Broker, answer));

    /// <summary>The end of a connection; what came before it can still be read.</summary>
    public void KeepBreak(int brokerId) => _socket.Add(new Arrival(brokerId, Answer: null));
}

/// <summary>Something that happened at a socket.</summary>
/// <param name="BrokerId">Who is at the other end.</param>
/// <param name="Answer">What came; null when the connection ended.</param>
internal readonly record struct Arrival(int BrokerId, Answer? Answer);
