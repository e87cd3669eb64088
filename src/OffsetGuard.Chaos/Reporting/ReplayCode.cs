using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>
/// A schedule as a short string: a hash that tells whether the workload is still the same, the faults by the number of their effect, and
/// one check byte that tells whether the string was copied whole.
/// </summary>
internal static class ReplayCode
{
    private const string Prefix = "OG1.";
    private const string Damaged = "it is incomplete or damaged. Copy it whole, up to the next space";

    public static string Write(IReadOnlyList<Fault> schedule, IReadOnlyList<Effect> effects)
    {
        var bytes = new List<byte>();
        WriteNumber(bytes, HashOf(effects));
        foreach (var fault in schedule)
        {
            WriteNumber(bytes, (uint)IndexOf(fault.At, effects));
            WriteNumber(bytes, (uint)fault.Phase);
            WriteNumber(bytes, (uint)fault.Stall.TotalMilliseconds);
        }

        bytes.Add(CheckOf([.. bytes]));
        return Prefix + Convert.ToBase64String([.. bytes]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Reads the exact string or a schedule in words.</summary>
    /// <exception cref="ChaosException">The string is damaged, or belongs to another workload.</exception>
    public static IReadOnlyList<Fault> Read(string replay, IReadOnlyList<Effect> effects)
    {
        replay = replay.Trim();
        if (!replay.StartsWith(Prefix, StringComparison.Ordinal))
            return [Fault.Parse(replay) ?? throw Unreadable(replay, "it is neither an OG1 string nor a schedule in words")];

        var numbers = Numbers(replay);
        if (numbers.Count % 3 != 1)
            throw Unreadable(replay, Damaged);
        if (numbers[0] != HashOf(effects))
        {
            throw Unreadable(
                replay, "it was recorded for another workload: the run without faults now has other effects. Use the schedule in words, which survives edits");
        }

        var schedule = new List<Fault>();
        for (var i = 1; i < numbers.Count; i += 3)
        {
            if (numbers[i] >= effects.Count || numbers[i + 1] > (uint)CrashPhase.After)
                throw Unreadable(replay, "it names a place that does not exist");
            schedule.Add(new Fault(effects[(int)numbers[i]], (CrashPhase)numbers[i + 1], TimeSpan.FromMilliseconds(numbers[i + 2])));
        }

        return schedule;
    }

    private static int IndexOf(Effect effect, IReadOnlyList<Effect> effects)
    {
        for (var i = 0; i < effects.Count; i++)
        {
            if (effects[i] == effect)
                return i;
        }

        throw new Broker.InvariantException($"The schedule names {effect}, which the run without faults does not have.");
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

        return shift == 0 ? numbers : throw Unreadable(replay, Damaged);
    }

    private static void WriteNumber(List<byte> bytes, uint number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }

    private static byte CheckOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var part in bytes)
            hash = unchecked((hash ^ part) * 16777619u);
        return (byte)(hash >> 24);
    }

    /// <summary>FNV-1a over the names of the effects: the same in every process and on every machine.</summary>
    private static uint HashOf(IReadOnlyList<Effect> effects)
    {
        var hash = 2166136261u;
        foreach (var effect in effects)
        {
            foreach (var character in effect.ToString())
                hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash;
    }

    private static ChaosException Unreadable(string replay, string why) =>
        new($"The replay string '{replay}' cannot be used: {why}. Run the test without {Chaos.ReplayVariable} to get a new one.");
}
