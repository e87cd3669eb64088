using System.Diagnostics;
using System.Globalization;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>One measured number and the peer's number for the same work.</summary>
internal sealed record Figure(string Name, double Value, string Unit, string Peer = "-", double? PeerValue = null)
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);

    public override string ToString() => string.Join(
        '\t', Name, Text(Value), Unit, Peer, PeerValue is { } value ? Text(value) : "-");

    /// <summary>
    /// The median duration of several runs, after as many to warm up as take two seconds: the runtime compiles again what runs often,
    /// and short work is five times as slow before it has.
    /// </summary>
    public static TimeSpan MedianOf(int runs, Action work)
    {
        var warmedUp = Stopwatch.GetTimestamp();
        do
            work();
        while (Stopwatch.GetElapsedTime(warmedUp) < s_warmUp);

        var durations = new List<TimeSpan>();
        for (var i = 0; i < runs; i++)
        {
            var began = Stopwatch.GetTimestamp();
            work();
            durations.Add(Stopwatch.GetElapsedTime(began));
        }

        durations.Sort();
        return durations[durations.Count / 2];
    }

    private static string Text(double value) => value.ToString(value < 100 ? "0.###" : "0", CultureInfo.InvariantCulture);
}
