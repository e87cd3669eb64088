using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>What a function does with a record that enters it in one state: a row of its transition relation.</summary>
internal sealed class Summary
{
    private readonly List<Exit> exits = [];
    private readonly List<Sighting> sightings = [];

    /// <summary>The function is not followed: no path comes back, so nothing is said about any.</summary>
    public static Summary Unknown { get; } = new();

    public IReadOnlyList<Exit> Exits => exits;

    public IReadOnlyList<Sighting> Sightings => sightings;

    public void Add(Exit exit)
    {
        foreach (var known in exits)
        {
            if (known.IsSameAs(exit))
                return;
        }

        exits.Add(exit);
    }

    public void Add(Sighting sighting)
    {
        foreach (var known in sightings)
        {
            if (known.Trail.IsSameAs(sighting.Trail) && known.Before == sighting.Before)
                return;
        }

        sightings.Add(sighting);
    }
}
