using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ChaosMutants;

/// <summary>What the harness has to say about a program.</summary>
internal sealed partial class Outcome
{
    private readonly ChaosException? _finding;

    private Outcome(Specimen specimen, TimeSpan took, ChaosException? finding)
    {
        Specimen = specimen;
        Took = took;
        _finding = finding;
    }

    public Specimen Specimen { get; }

    public TimeSpan Took { get; }

    /// <summary>Nothing was found.</summary>
    public bool Holds => _finding is null;

    /// <summary>The promise that was broken; null when none was.</summary>
    public string? Property => _finding?.Property;

    /// <summary>The counterexample, or why there is none.</summary>
    public string Text => _finding?.Message ?? "It holds.";

    /// <summary>A promise was broken, and it is one of those that the mutant breaks.</summary>
    public bool IsFound => Property is not null && Specimen.Mutant!.Promises.Contains(Property);

    /// <summary>The harness says that the test cannot work.</summary>
    public bool IsRefused => _finding is not null && Property is null;

    /// <summary>How many schedules it took to find something; null when nothing was found.</summary>
    public int? ScheduleCount => _finding?.ScheduleCount;

    /// <summary>How many rows the table of the counterexample has.</summary>
    public int StepCount => Rows().Count(Text);

    /// <summary>The schedule in words.</summary>
    public string Schedule => Words().Match(Text) is { Success: true } match ? match.Groups[1].Value : "no fault";

    /// <summary>The line of the program that the counterexample points at, as it stands there; empty when it points at none.</summary>
    public string CallSite => Site().Match(Text) is { Success: true } match
        ? SourceLine.Of(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
        : "";

    public static Outcome Of(Specimen specimen)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            Chaos.Test(specimen.Describe, specimen.Options);
            return new Outcome(specimen, Stopwatch.GetElapsedTime(began), null);
        }
        catch (ChaosException finding)
        {
            return new Outcome(specimen, Stopwatch.GetElapsedTime(began), finding);
        }
    }

    [GeneratedRegex(@"^ [\d.,]+ m?s\b", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"^replay: OG1\.\S+   or   (.+)$", RegexOptions.Multiline)]
    private static partial Regex Words();

    [GeneratedRegex(@" at (\w+\.cs):(\d+)")]
    private static partial Regex Site();
}
