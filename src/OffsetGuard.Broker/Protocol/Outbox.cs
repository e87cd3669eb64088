namespace OffsetGuard.Broker.Protocol;

/// <summary>Replies on their way to the clients, in the order in which they were given.</summary>
internal sealed class Outbox
{
    private readonly Queue<Answer> _answers = new();

    public void Send(in Call call, Reply reply) => _answers.Enqueue(new Answer(call, reply));

    public bool TryTake(out Answer answer) => _answers.TryDequeue(out answer);
}
