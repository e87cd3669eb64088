using System.Globalization;
using System.Text.RegularExpressions;

namespace OffsetGuard.Chaos.Faults;

/// <summary>A kill at a durable effect, possibly after the process stood still for a while and its background timers went on.</summary>
/// <param name="At">The effect.</param>
/// <param name="Phase">Before or after it.</param>
/// <param name="Stall">How long the process stands still first, in virtual time; zero for a plain kill.</param>
internal sealed partial record Fault(Effect At, CrashPhase Phase, TimeSpan Stall)
{
    /// <summary>The fault in words, which <see cref="Parse"/> reads; it survives edits of the program under test.</summary>
    public string InWords()
    {
        var stall = Stall > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"stall {At.Process} {Stall.TotalMilliseconds} ms and ")
            : "";
        return $"{stall}kill {At.Process} {(Phase == CrashPhase.Before ? "before" : "after")} {At.Label}#{At.Occurrence}; restart";
    }

    /// <summary>Reads what <see cref="InWords"/> wrote; null when it is something else. An arrow may be typed as -&gt;.</summary>
    public static Fault? Parse(string words)
    {
        var match = Words().Match(words.Trim().Replace("->", "→", StringComparison.Ordinal));
        if (!match.Success)
            return null;
        var stallMs = 0L;
        if (match.Groups["ms"].Success && !long.TryParse(match.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture, out stallMs))
            return null;
        var occurrence = 1;
        if (match.Groups["n"].Success && !int.TryParse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out occurrence))
            return null;
        var effect = new Effect(match.Groups["process"].Value, match.Groups["label"].Value, occurrence);
        var phase = match.Groups["phase"].Value == "before" ? CrashPhase.Before : CrashPhase.After;
        return new Fault(effect, phase, TimeSpan.FromMilliseconds(stallMs));
    }

    [GeneratedRegex(
        @"^(stall (?<stalled>.+) (?<ms>[0-9]{1,9}) ms and )?kill (?<process>.+?) (?<phase>before|after) (?<label>\w+\([^()]*\))(#(?<n>[0-9]+))?(; restart)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
