using System.Security.Cryptography;
using System.Text;
using ChaosMutants;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;

namespace OffsetGuard.Benchmarks.Soak;

/// <summary>One run of the soak: a correct program and the seed of the faults that strike it.</summary>
/// <param name="Number">The program and the seed, in one number from zero on.</param>
internal readonly record struct Schedule(int Number)
{
    private static readonly Specimen[] s_programs = [.. Specimen.Correct];

    private Specimen Program => s_programs[Number % s_programs.Length];

    private RunPlan Plan => RunPlan.Calm with { SwarmSeed = (ulong)(Number / s_programs.Length) + 1, EventsMax = 2_000, StepsMax = 20_000 };

    /// <summary>Lets the world live and says what happened, line by line.</summary>
    /// <param name="pool">The threads to run it on.</param>
    /// <param name="broken">The promise that it breaks, with the faults; null when it holds.</param>
    public List<string> Run(SimThreadPool pool, out string? broken)
    {
        try
        {
            var run = Chaos.Exploration.Run.Of(Program.Describe, Plan, Program.Options, pool);
            var faults = string.Join("; ", run.World.Faults.Struck.Select(f => f.InWords()));
            broken = run.Violations is [var worst, ..] ? $"{worst.Id} by {faults}" : null;
            return [.. run.History.Events.Select(WorldHistory.Line), faults];
        }
        catch (ChaosException refused)
        {
            broken = refused.Message;
            return [refused.Message];
        }
    }

    /// <summary>The same in every process and on every machine, when the same has happened.</summary>
    public static ulong DigestOf(List<string> lines) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    public override string ToString() => $"{Program.Name}, seed {Plan.SwarmSeed}";
}
