using System.Globalization;
using System.Text.RegularExpressions;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>
/// A schedule as a short string: a hash that tells whether the workload is still the same, the faults by the number of their step, and
/// one check byte that tells whether the string was copied whole.
/// </summary>
internal static partial class ReplayCode
{
    private const string Prefix = "OG1.";
    private const int Header = 2;        // hash of the workload, records
    private const int FaultLength = 4;   // step, kind and side, milliseconds, error
    private const string Damaged = "it is incomplete or damaged. Copy it whole, up to the next space";

    /// <summary>A schedule with the steps that its run took: each fault is told by the number of its step.</summary>
    public static string Write(RunPlan plan, IReadOnlyList<TakenStep> baseline, IReadOnlyList<TakenStep> steps)
    {
        var bytes = new List<byte>();
        WriteNumber(bytes, HashOf(baseline));
        WriteNumber(bytes, (uint)(plan.RecordsMax ?? 0));
        foreach (var fault in plan.Faults)
        {
            WriteNumber(bytes, (uint)IndexOf(fault.At, steps));
            WriteNumber(bytes, ((uint)fault.Kind << 1) | (uint)fault.Side);
            WriteNumber(bytes, (uint)fault.Time.TotalMilliseconds);
            WriteNumber(bytes, Folded((int)fault.Error));
        }

        bytes.Add(CheckOf([.. bytes]));
        return Prefix + Convert.ToBase64String([.. bytes]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>How many records of each topic the schedule is about; null for all.</summary>
    public static int? RecordsMaxOf(string replay)
    {
        replay = replay.Trim();
        if (replay.StartsWith(Prefix, StringComparison.Ordinal))
            return Numbers(replay)[1] is var recordsMax and > 0 ? (int)recordsMax : null;
        return Records().Match(replay) is { Success: true } match ? int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The plan in words, which <see cref="Read"/> reads.</summary>
    public static string InWords(RunPlan plan)
    {
        var records = plan.RecordsMax is { } count ? [string.Create(CultureInfo.InvariantCulture, $"first {count} record{(count == 1 ? "" : "s")}")] : Array.Empty<string>();
        return string.Join("; ", [.. records, .. plan.Faults.Select(f => f.InWords())]);
    }

    [GeneratedRegex(@"^first (?<n>[0-9]{1,6}) records?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Records();

    /// <summary>Reads the exact string or a schedule in words.</summary>
    /// <param name="replay">What was printed.</param>
    /// <param name="baseline">The steps of the run without faults.</param>
    /// <param name="stepsWith">The steps of the run with the faults so far: a later fault may strike at a step that only they bring about.</param>
    /// <exception cref="ChaosException">The string is damaged, or belongs to another workload.</exception>
    public static IReadOnlyList<Fault> Read(
        string replay, IReadOnlyList<TakenStep> baseline, Func<IReadOnlyList<Fault>, IReadOnlyList<TakenStep>> stepsWith)
    {
        replay = replay.Trim();
        if (!replay.StartsWith(Prefix, StringComparison.Ordinal))
            return InWords(replay);

        var numbers = Numbers(replay);
        if (numbers[0] != HashOf(baseline))
        {
            throw Unreadable(
                replay, "it was recorded for another workload: the run without faults now takes other steps. Use the schedule in words, which survives edits");
        }

        var schedule = new List<Fault>();
        for (var i = Header; i < numbers.Count; i += FaultLength)
        {
            var steps = i == Header ? baseline : stepsWith(schedule);
            var kind = (FaultKind)(numbers[i + 1] >> 1);
            if (numbers[i] >= steps.Count || !Enum.IsDefined(kind))
                throw Unreadable(replay, "it names a place that does not exist");
            schedule.Add(new Fault(kind, steps[(int)numbers[i]].Step, (Side)(numbers[i + 1] & 1))
            {
                Time = TimeSpan.FromMilliseconds(numbers[i + 2]),
                Error = (ErrorCode)Unfolded(numbers[i + 3]),
            });
        }

        return schedule;
    }

    private static List<Fault> InWords(string replay)
    {
        var schedule = new List<Fault>();
        foreach (var words in replay.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (words == "restart" || Records().IsMatch(words))
                continue;
            schedule.Add(Fault.Parse(words) ?? throw Unreadable(replay, $"'{words}' is neither an OG1 string nor a fault in words"));
        }

        return schedule.Count > 0 ? schedule : throw Unreadable(replay, "it is neither an OG1 string nor a schedule in words");
    }

    private static int IndexOf(Step step, IReadOnlyList<TakenStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Step == step)
                return i;
        }

        throw new Broker.InvariantException($"The schedule names {step}, which its run does not take.");
    }

    private static List<uint> Numbers(string replay)
    {
        byte[] bytes;
        try
        {
            var text = replay[Prefix.Length..].Replace('-', '+').Replace('_', '/');
            bytes = Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            throw Unreadable(replay, Damaged);
        }

        if (bytes.Length < 2 || bytes[^1] != CheckOf(bytes.AsSpan(0, bytes.Length - 1)))
            throw Unreadable(replay, Damaged);

        var numbers = new List<uint>();
        var number = 0u;
        var shift = 0;
        foreach (var part in bytes.AsSpan(0, bytes.Length - 1))
        {
            number |= (uint)(part & 0x7F) << shift;
            shift += 7;
            if ((part & 0x80) != 0)
                continue;
            numbers.Add(number);
            (number, shift) = (0, 0);
        }

        return shift == 0 && numbers.Count % FaultLength == Header % FaultLength ? numbers : throw Unreadable(replay, Damaged);
    }

    private static void WriteNumber(List<byte> bytes, uint number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }

    /// <summary>librdkafka's own errors are negative: small numbers of either sign stay small.</summary>
    private static uint Folded(int number) => number >= 0 ? (uint)number << 1 : ((uint)-number << 1) | 1;

    private static int Unfolded(uint number) => (number & 1) == 0 ? (int)(number >> 1) : -(int)(number >> 1);

    private static byte CheckOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var part in bytes)
            hash = unchecked((hash ^ part) * 16777619u);
        return (byte)(hash >> 24);
    }

    /// <summary>FNV-1a over the names of the steps: the same in every process and on every machine.</summary>
    private static uint HashOf(IReadOnlyList<TakenStep> steps)
    {
        var hash = 2166136261u;
        foreach (var taken in steps)
        {
            foreach (var character in taken.Step.ToString())
                hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash;
    }

    private static ChaosException Unreadable(string replay, string why) =>
        new($"The replay string '{replay}' cannot be used: {why}. Run the test without {Chaos.ReplayVariable} to get a new one.");
}
