namespace OffsetGuard.Broker.Log;

/// <summary>A header of a record; a null value is not the same as an empty one.</summary>
internal readonly record struct RecordHeader(string Key, byte[]? Value);

/// <summary>A record on its way into a log: null key and null value (a tombstone) are kept apart from empty ones.</summary>
internal readonly record struct NewRecord(byte[]? Key, byte[]? Value, long TimestampMs, IReadOnlyList<RecordHeader>? Headers = null);
