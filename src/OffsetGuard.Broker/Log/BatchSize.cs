using System.Numerics;
using System.Text;

namespace OffsetGuard.Broker.Log;

/// <summary>How many bytes records take in Kafka's format, uncompressed: what max.message.bytes and the sizes of segments count.</summary>
/// <remarks>Apache Kafka: DefaultRecordBatch (RECORD_BATCH_OVERHEAD), DefaultRecord.sizeInBytes.</remarks>
internal static class BatchSize
{
    public const int OverheadBytes = 61;

    public static long Of(IReadOnlyList<NewRecord> records)
    {
        long size = OverheadBytes;
        for (var i = 0; i < records.Count; i++)
            size += Of(records[i], records[i].TimestampMs - records[0].TimestampMs, i);
        return size;
    }

    private static long Of(in NewRecord record, long timestampDeltaMs, int offsetDelta)
    {
        const int Attributes = 1;
        var body = Attributes + VarintBytes(timestampDeltaMs) + VarintBytes(offsetDelta) + Of(record.Key) + Of(record.Value)
            + VarintBytes(record.Headers?.Count ?? 0);
        for (var i = 0; i < record.Headers?.Count; i++)
        {
            var nameBytes = Encoding.UTF8.GetByteCount(record.Headers[i].Key);
            body += VarintBytes(nameBytes) + nameBytes + Of(record.Headers[i].Value);
        }

        return VarintBytes(body) + body;
    }

    private static int Of(byte[]? bytes) => bytes is null ? VarintBytes(-1) : VarintBytes(bytes.Length) + bytes.Length;

    private static int VarintBytes(long value)
    {
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        return (BitOperations.Log2(zigzag | 1) / 7) + 1;
    }
}
