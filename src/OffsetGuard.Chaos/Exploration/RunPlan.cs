using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>What to do in one run of the world.</summary>
/// <param name="Faults">What goes wrong, in the order of the steps.</param>
internal sealed record RunPlan(IReadOnlyList<Fault> Faults)
{
    /// <summary>The run without faults.</summary>
    public static readonly RunPlan Calm = new([]);

    /// <summary>How many of the records that the test produces for each topic are there; null for all.</summary>
    public int? RecordsMax { get; init; }

    /// <summary>How much may happen, when it is known how much does without faults; null when it is not known.</summary>
    public int? EventsMax { get; init; }

    /// <summary>How many steps there may be, when it is known how many there are without faults; null when it is not known.</summary>
    public int? StepsMax { get; init; }

    /// <summary>Draws faults instead of <see cref="Faults"/>; null for none.</summary>
    public ulong? SwarmSeed { get; init; }

    /// <summary>Whether to note what would be left of the world at each place where the process can be killed.</summary>
    public bool NotesCrashPoints { get; init; }

    /// <summary>Whether to take stacks that name call sites.</summary>
    public bool CapturesSites { get; init; }

    /// <summary>Whether nothing goes wrong.</summary>
    public bool IsCalm => Faults.Count == 0 && SwarmSeed is null;

    /// <summary>The plan with one more fault.</summary>
    public RunPlan With(Fault fault) => this with { Faults = [.. Faults, fault] };

    public IFaultSource NewSource(ChaosFaults allowed) => SwarmSeed is { } seed ? new Swarm(seed, new FaultCatalogue(allowed)) : new Schedule(Faults);
}
