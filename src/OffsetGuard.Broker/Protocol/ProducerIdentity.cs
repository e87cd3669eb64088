namespace OffsetGuard.Broker.Protocol;

/// <summary>An idempotent producer: its id, and the epoch that fences its predecessors.</summary>
internal readonly record struct ProducerIdentity(long Id, short Epoch)
{
    public static readonly ProducerIdentity None = new(-1, -1);

    public ProducerIdentity NextEpoch => this with { Epoch = (short)(Epoch + 1) };
}
