namespace OffsetGuard.Broker.Log;

/// <summary>A transaction that was aborted, in one partition.</summary>
/// <param name="ProducerId">Whose it was.</param>
/// <param name="FirstOffset">Its first record.</param>
/// <param name="LastOffset">Its marker.</param>
internal readonly record struct AbortedTransaction(long ProducerId, long FirstOffset, long LastOffset)
{
    public bool Covers(in BatchHeader batch, long offset) =>
        batch.ProducerId == ProducerId && FirstOffset <= offset && offset <= LastOffset;
}
