namespace OffsetGuard.Broker.Fingerprints;

/// <summary>
/// The values of a counter that somebody still knows. Each is replaced by its place among them: nobody does more with such values than to
/// compare them, and to go on from the greatest.
/// </summary>
internal sealed class KnownCounters
{
    private readonly List<int> _values = [];
    private object? _owner;
    private bool _isSorted;

    /// <summary>Turns to the counter of <paramref name="owner"/>.</summary>
    /// <returns>Whether its values have to be added; they are known already when it was the one before.</returns>
    public bool Begin(object owner)
    {
        if (ReferenceEquals(owner, _owner))
            return false;
        _owner = owner;
        _values.Clear();
        _isSorted = false;
        return true;
    }

    public void Forget() => _owner = null;

    public void Add(int value) => _values.Add(value);

    /// <summary>How many different values are greater, and whether this one is known: twice the number, and one more if it is not.</summary>
    public int RankOf(int value)
    {
        SortOnce();
        var index = _values.BinarySearch(value);
        return index >= 0 ? (_values.Count - 1 - index) * 2 : ((_values.Count - ~index) * 2) + 1;
    }

    private void SortOnce()
    {
        if (_isSorted)
            return;
        _isSorted = true;
        _values.Sort();
        var kept = 0;
        for (var i = 0; i < _values.Count; i++)
        {
            if (i == 0 || _values[i] != _values[kept - 1])
                _values[kept++] = _values[i];
        }

        _values.RemoveRange(kept, _values.Count - kept);
    }
}
