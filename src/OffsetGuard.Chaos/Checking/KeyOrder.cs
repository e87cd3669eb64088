using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>The first effects of the records with one key follow the order of their offsets.</summary>
internal sealed class KeyOrder(GroupLedger ledger) : IChecker
{
    private readonly Dictionary<(TopicPartition Partition, long Offset), string> _keys = [];
    private readonly Dictionary<(TopicPartition Partition, string Key), List<long>> _offsets = [];

    public Violation? Observe(WorldEvent happened)
    {
        if (happened is RecordsAppended appended)
            Note(appended);
        if (happened is not RecordEffect effect || !_keys.TryGetValue((effect.Partition, effect.Offset), out var key))
            return null;
        var progress = ledger.Of(effect.Group, effect.Partition);
        if (progress.Effects.Of(effect.Offset) > 1)
            return null;
        foreach (var earlier in _offsets[(effect.Partition, key)])
        {
            if (earlier >= effect.Offset)
                return null;
            if (earlier >= progress.FirstUnprocessed && progress.Effects.Of(earlier) == 0 && progress.Log.NextReadable(earlier, progress.Isolation) == earlier)
                return new Violation(Promise.KeyOrder, effect.Group, effect.Partition, effect.Offset);
        }

        return null;
    }

    private void Note(RecordsAppended appended)
    {
        for (var i = 0; i < appended.Count; i++)
        {
            if (appended.Records[i].Key is not { } bytes)
                continue;   // without a key, without an order
            var (key, offset) = (Convert.ToHexString(bytes), appended.BaseOffset + i);
            _keys[(appended.Partition, offset)] = key;
            if (!_offsets.TryGetValue((appended.Partition, key), out var offsets))
                _offsets.Add((appended.Partition, key), offsets = []);
            offsets.Add(offset);
        }
    }
}
