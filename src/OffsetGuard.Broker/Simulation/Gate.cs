namespace OffsetGuard.Broker.Simulation;

/// <summary>Where messages wait until somebody lets them go on.</summary>
internal sealed class Gate
{
    private readonly Queue<Message> _held = new();

    public int HeldCount => _held.Count;

    public void Hold(in Message message) => _held.Enqueue(message);

    public bool TryRelease(out Message message) => _held.TryDequeue(out message);
}
