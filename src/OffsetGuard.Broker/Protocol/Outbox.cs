using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Protocol;

/// <summary>Replies on their way to the clients, in the order in which they were given.</summary>
internal sealed class Outbox(BrokerTable brokers)
{
    private readonly Queue<Answer> _answers = new();

    /// <summary>Sends a reply from the broker that the call went to; one that hangs keeps it, one that is gone says nothing.</summary>
    public void Send(in Call call, Reply reply)
    {
        var answer = new Answer(call, reply);
        if (brokers.IsPlain || brokers.Find(call.Broker) is not { IsRunning: false } broker)
            _answers.Enqueue(answer);
        else if (broker.State == BrokerState.Paused)
            broker.HeldAnswers.Enqueue(answer);
    }

    public IReadOnlyCollection<Answer> Answers => _answers;

    public bool HasAnswers => _answers.Count > 0;

    public bool TryTake(out Answer answer) => _answers.TryDequeue(out answer);
}
