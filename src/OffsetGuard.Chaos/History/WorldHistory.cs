using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Chaos.History;

/// <summary>What happened in a world, in order; who listens hears each event as it happens.</summary>
internal sealed class WorldHistory(SimulatedCluster cluster)
{
    /// <summary>A request that was lost is sent again a few times, and that is news.</summary>
    private const int RepetitionsMax = 20;

    private readonly List<WorldEvent> _events = [];
    private int _repetitions;
    private readonly List<Action<WorldEvent>> _listeners = [];

    public IReadOnlyList<WorldEvent> Events => _events;

    /// <summary>How often something has happened that outlives its process, but not in the cluster.</summary>
    public int DurableCount { get; private set; }

    /// <summary>When something last happened.</summary>
    public DateTimeOffset LastEventAt { get; private set; } = cluster.Now;

    public void Listen(Action<WorldEvent> listener) => _listeners.Add(listener);

    /// <summary>Adds what has happened just now and changes nothing: a program that does it for ever is at rest all the same.</summary>
    public void AddRepetition(WorldEvent happened)
    {
        var before = LastEventAt;
        var count = ++_repetitions;
        Add(happened);
        _repetitions = count;
        if (count > RepetitionsMax)
            LastEventAt = before;
    }

    /// <summary>Adds what has happened just now.</summary>
    public void Add(WorldEvent happened)
    {
        _events.Add(happened);
        _repetitions = 0;
        if (happened is not (RecordDelivered or MarkReached or PositionSet))
            DurableCount++;
        LastEventAt = cluster.Now;
        foreach (var listener in _listeners)
            listener(happened);
    }

    /// <summary>Virtual time since the world began.</summary>
    public TimeSpan Elapsed => cluster.Now - SimulatedCluster.Epoch;

    /// <summary>The first place where two histories differ, as one line each, or null when they are equal.</summary>
    public static (int Index, string First, string Second)? FirstDifference(WorldHistory first, WorldHistory second)
    {
        for (var i = 0; i < Math.Max(first._events.Count, second._events.Count); i++)
        {
            var one = i < first._events.Count ? Line(first._events[i]) : "(the run ended)";
            var other = i < second._events.Count ? Line(second._events[i]) : "(the run ended)";
            if (one != other)
                return (i, one, other);
        }

        return null;
    }

    /// <summary>One event as text. A failure is told by its type: messages and stacks may hold addresses or times.</summary>
    internal static string Line(WorldEvent happened) => happened is ProcessFailed failed
        ? $"{failed.At} {failed.Who} failed with {failed.Failure.GetType().Name}"
        : happened.ToString();
}
