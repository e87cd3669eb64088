using System.Diagnostics;
using System.Globalization;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>One measured number and the peer's number for the same work.</summary>
internal sealed record Figure(string Name, double Value, string Unit, string Peer = "-", double? PeerValue = null)
{
    public override string ToString() => string.Join(
        '\t', Name, Text(Value), Unit, Peer, PeerValue is { } value ? Text(value) : "-");

    /// <summary>The median duration of several runs after one to warm up.</summary>
    public static TimeSpan MedianOf(int runs, Action work)
    {
        work();
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
