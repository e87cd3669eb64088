using System.Diagnostics;
using System.Globalization;
using OffsetGuard.Chaos.Scheduling;

namespace OffsetGuard.Benchmarks.Soak;

/// <summary>
/// The proof of determinism: <c>soak 100000</c> runs that many schedules twice in this process and once in another, several worlds side by side and
/// beside noise on the thread pool, and tells every one that was not the same each time. The programs are correct, so none may break a promise, either.
/// </summary>
internal static class SoakCommand
{
    private const int WorldsAtATime = 4;
    private const int ToldMax = 10;

    /// <returns>0 when every schedule was the same each time and held, 1 when not, 2 for wrong arguments.</returns>
    public static int Run(string[] args)
    {
        var isPeer = args is [_, "--digests"];
        if (args.Length < 1 || !int.TryParse(args[0], CultureInfo.InvariantCulture, out var count) || count < 1 || (args.Length > 1 && !isPeer))
        {
            Console.Error.WriteLine("How many schedules? For example: soak 100000");
            return 2;
        }

        Console.SetError(TextWriter.Null);   // programs log what the faults do to them
        using var noise = new Noise();
        return isPeer ? TellDigests(count) : Compare(count);
    }

    private static int TellDigests(int count)
    {
        var digests = new ulong[count];
        ForEach(count, (number, pool) => digests[number] = Schedule.DigestOf(new Schedule(number).Run(pool, out _)));
        foreach (var digest in digests)
            Console.Out.WriteLine(digest.ToString("x16", CultureInfo.InvariantCulture));
        return 0;
    }

    private static int Compare(int count)
    {
        var watch = Stopwatch.StartNew();
        using var peer = StartPeer(count);
        var theirs = Task.Run(() => peer.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var ours = new ulong[count];
        var tale = new Tale(ToldMax);
        ForEach(count, (number, pool) => ours[number] = RunTwice(new Schedule(number), pool, tale));
        var digests = theirs.GetAwaiter().GetResult();
        peer.WaitForExit();
        if (digests.Length != count)
            tale.Tell("mismatch", $"the other process ended with exit code {peer.ExitCode} after {digests.Length} schedules");
        for (var number = 0; number < Math.Min(count, digests.Length); number++)
        {
            if (digests[number] != ours[number].ToString("x16", CultureInfo.InvariantCulture))
                tale.Tell("mismatch", $"{new Schedule(number)}: another process had another history");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} schedules, twice here and once in another process, {WorldsAtATime} worlds at a time: {tale.CountOf("mismatch")} mismatches, {tale.CountOf("broken")} broken promises, {watch.Elapsed.TotalSeconds:0} s"));
        return tale.IsEmpty ? 0 : 1;
    }

    private static ulong RunTwice(Schedule schedule, SimThreadPool pool, Tale tale)
    {
        var first = schedule.Run(pool, out var broken);
        var second = schedule.Run(pool, out _);
        if (broken is not null)
            tale.Tell("broken", $"{schedule}: {broken}");
        if (!first.SequenceEqual(second))
        {
            var place = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
            tale.Tell("mismatch", $"{schedule} at event {place}:\n  {first.ElementAtOrDefault(place)}\n  {second.ElementAtOrDefault(place)}");
        }

        return Schedule.DigestOf(first);
    }

    private static void ForEach(int count, Action<int, SimThreadPool> run)
    {
        var next = -1;
        var threads = Enumerable.Range(0, WorldsAtATime).Select(_ => new Thread(() =>
        {
            using var pool = new SimThreadPool();
            for (var number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
                run(number, pool);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
    }

    private static Process StartPeer(int count) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, [typeof(SoakCommand).Assembly.Location, "soak", count.ToString(CultureInfo.InvariantCulture), "--digests"])
    {
        RedirectStandardOutput = true,
    })!;
}
