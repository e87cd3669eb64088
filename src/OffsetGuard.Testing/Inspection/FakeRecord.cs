using System.Diagnostics;
using System.Text;
using OffsetGuard.Broker.Log;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A record or a control marker in a log.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeRecord
{
    internal FakeRecord(RecordView record, FakeRecordKind kind)
    {
        var batch = record.Batch;
        Offset = record.Offset;
        Timestamp = new Timestamp(record.TimestampMs, record.IsLogAppendTime ? TimestampType.LogAppendTime : TimestampType.CreateTime);
        Kind = kind;
        Key = record.IsKeyNull ? null : record.Key.ToArray();
        Value = record.IsValueNull ? null : record.Value.ToArray();
        Headers = [.. record.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value))];
        LeaderEpoch = record.LeaderEpoch;
        ProducerId = batch.HasProducer ? batch.ProducerId : null;
        ProducerEpoch = batch.HasProducer ? batch.ProducerEpoch : null;
    }

    /// <summary>Its offset.</summary>
    public Offset Offset { get; }

    /// <summary>Its timestamp, the producer's or the broker's.</summary>
    public Timestamp Timestamp { get; }

    /// <summary>What it is.</summary>
    public FakeRecordKind Kind { get; }

    /// <summary>Whether it is the end of a transaction instead of a record.</summary>
    public bool IsMarker => Kind is FakeRecordKind.CommitMarker or FakeRecordKind.AbortMarker;

    /// <summary>The key; null is not the same as empty.</summary>
    public IReadOnlyList<byte>? Key { get; }

    /// <summary>The value; null for a tombstone.</summary>
    public IReadOnlyList<byte>? Value { get; }

    /// <summary>The key read as UTF-8; null stays null.</summary>
    public string? KeyText => Text(Key);

    /// <summary>The value read as UTF-8; null stays null.</summary>
    public string? ValueText => Text(Value);

    /// <summary>The headers in their order; a name may come twice.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]?>> Headers { get; }

    /// <summary>The leader epoch in which it was written.</summary>
    public int LeaderEpoch { get; }

    /// <summary>The idempotent or transactional producer that wrote it; null when it was neither.</summary>
    public long? ProducerId { get; }

    /// <summary>The epoch of that producer.</summary>
    public short? ProducerEpoch { get; }

    /// <inheritdoc/>
    public override string ToString() => IsMarker
        ? $"@{Offset.Value} {Kind} of producer {ProducerId}"
        : $"@{Offset.Value} {KeyText ?? "null"}={ValueText ?? "null"}{(Kind == FakeRecordKind.Committed ? "" : $" {Kind}")}";

    private static string? Text(IReadOnlyList<byte>? bytes) => bytes is null ? null : Encoding.UTF8.GetString((byte[])bytes);
}
