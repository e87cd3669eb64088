namespace OffsetGuard.Broker.Fingerprints;

/// <summary>Puts numbers in the place of names that are only counters: the same name has the same number, in the order of appearance.</summary>
/// <typeparam name="TName">What the names are.</typeparam>
internal sealed class CanonicalNames<TName>
    where TName : notnull
{
    private readonly Dictionary<TName, int> _numbers = [];

    public int this[TName name]
    {
        get
        {
            if (!_numbers.TryGetValue(name, out var number))
                _numbers.Add(name, number = _numbers.Count);
            return number;
        }
    }

    public void Clear() => _numbers.Clear();
}
