namespace OffsetGuard.Chaos.Faults;

/// <summary>
/// Draws faults while the run goes on: each kind of fault has a rate of its own, drawn first, so that some runs are full of one kind and
/// free of another; that finds more than a constant rate for all.
/// </summary>
/// <remarks>Groce et al., Swarm Testing (ISSTA 2012). The numbers are SplitMix64, the same on every machine.</remarks>
internal sealed class Swarm : IFaultSource
{
    private const int FaultsMax = 6;   // then the world is left alone, and has to recover
    private static readonly double[] s_rates = [0, 0.02, 0.1, 0.3];

    private readonly double[] _rateOf = new double[Enum.GetValues<FaultKind>().Length];
    private readonly FaultCatalogue _catalogue;
    private ulong _state;
    private int _count;

    public Swarm(ulong seed, FaultCatalogue catalogue)
    {
        _catalogue = catalogue;
        _state = seed;
        for (var kind = 0; kind < _rateOf.Length; kind++)
            _rateOf[kind] = s_rates[(int)(Next() % (ulong)s_rates.Length)];
    }

    public IReadOnlyList<Fault> Pending => [];

    public Fault? Take(in TakenStep taken, Side side)
    {
        if (_count >= FaultsMax)
            return null;
        foreach (var fault in _catalogue.At(taken))
        {
            if (fault.Side != side || Fraction() >= _rateOf[(int)fault.Kind])
                continue;
            _count++;
            return fault;
        }

        return null;
    }

    private double Fraction() => (Next() >> 11) * (1.0 / (1ul << 53));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
