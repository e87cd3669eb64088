using System.Globalization;
using System.Text.RegularExpressions;

namespace OffsetGuard.Chaos.Faults;

/// <summary>One thing that goes wrong, and where.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="At">At which step.</param>
/// <param name="Side">Before or after it.</param>
internal sealed partial record Fault(FaultKind Kind, Step At, Side Side)
{
    /// <summary>How long it lasts or how far it goes, in virtual time; zero where that means nothing.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>What a refused request is answered with.</summary>
    public ErrorCode Error { get; init; }

    public static Fault Kill(Step at, Side side) => new(FaultKind.Kill, at, side);

    /// <summary>The fault in words, which <see cref="Parse"/> reads; it survives edits of the program under test.</summary>
    public string InWords()
    {
        var detail = Time > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $" for {Time.TotalMilliseconds} ms")
            : Error != ErrorCode.None ? $" with {Error}" : "";
        var place = $"{VerbOf(Kind)} {At.Process}{detail} {(Side == Side.Before ? "before" : "after")} {At.Label}#{At.Occurrence}";
        return Kind == FaultKind.Kill ? place + "; restart" : place;
    }

    /// <summary>Reads what <see cref="InWords"/> wrote; null when it is something else. An arrow may be typed as -&gt;.</summary>
    public static Fault? Parse(string words)
    {
        var match = Words().Match(words.Trim().Replace("->", "→", StringComparison.Ordinal));
        if (!match.Success || KindOf(match.Groups["verb"].Value) is not { } kind)
            return null;
        var milliseconds = 0L;
        if (match.Groups["ms"].Success && !long.TryParse(match.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture, out milliseconds))
            return null;
        var error = ErrorCode.None;
        if (match.Groups["error"].Success && !Enum.TryParse(match.Groups["error"].ValueSpan, out error))
            return null;
        var occurrence = 1;
        if (match.Groups["n"].Success && !int.TryParse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out occurrence))
            return null;
        var step = new Step(match.Groups["process"].Value, match.Groups["label"].Value, occurrence);
        var side = match.Groups["side"].Value == "before" ? Side.Before : Side.After;
        return new Fault(kind, step, side) { Time = TimeSpan.FromMilliseconds(milliseconds), Error = error };
    }

    public override string ToString() => InWords();

    private static string VerbOf(FaultKind kind) => kind switch
    {
        FaultKind.Kill => "kill",
        FaultKind.Stall => "stall",
        FaultKind.Freeze => "freeze",
        FaultKind.Stop => "stop",
        FaultKind.Join => "join",
        FaultKind.StandBack => "stand-back",
        FaultKind.Throw => "throw",
        FaultKind.Poison => "poison",
        FaultKind.Refuse => "refuse",
        FaultKind.Lose => "lose",
        FaultKind.MoveCoordinator => "move-coordinator",
        FaultKind.KillLeader => "kill-leader",
        FaultKind.PauseLeader => "pause-leader",
        FaultKind.ElectUnclean => "elect-unclean",
        FaultKind.Trim => "trim",
        FaultKind.SkewClock => "skew-clock",
        FaultKind.Visit => "visit",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such fault."),
    };

    private static FaultKind? KindOf(string verb)
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            if (VerbOf(kind) == verb)
                return kind;
        }

        return null;
    }

    [GeneratedRegex(
        @"^(?<verb>[a-z-]+) (?<process>.+?)( for (?<ms>[0-9]{1,9}) ms)?( with (?<error>\w+))? (?<side>before|after) (?<label>\w+\(.*\))(#(?<n>[0-9]+))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
