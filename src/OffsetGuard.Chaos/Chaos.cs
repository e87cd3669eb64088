using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos;

/// <summary>Kills a consumer at every place where it can be killed, starts it again, and looks whether a record was lost or repeated.</summary>
/// <remarks>An ordinary method call: use it in a test of any framework.</remarks>
public static class Chaos
{
    /// <summary>Set it to a replay string, and every chaos test runs that schedule only.</summary>
    public const string ReplayVariable = "OFFSETGUARD_REPLAY";

    /// <summary>Set it to a directory, and every chaos test that fails writes its counterexample there as a page, too.</summary>
    public const string HtmlVariable = "OFFSETGUARD_HTML";

    /// <summary>Set it to, for example, <c>3/16</c>, and every chaos test explores the third of sixteen parts: one machine of sixteen.</summary>
    public const string ShardVariable = "OFFSETGUARD_SHARD";

    /// <summary>Explores what can go wrong: every kill before and after each durable effect, every sequence of kills, other faults, and pairs of them.</summary>
    /// <param name="describe">
    /// Describes the world: topics, records, processes. It is called once for every schedule and must describe the same world each time.
    /// </param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <returns>What was explored.</returns>
    /// <exception cref="ChaosException">A promise was broken, or the test cannot work; the message says which, why and what to do.</exception>
    /// <example>
    /// <code>
    /// Chaos.Test(world =>
    /// {
    ///     world.Kafka.CreateTopic("orders").Produce("orders", ("A", "1"), ("B", "2"));
    ///     world.Process("worker", context => new OrderLoop(context.ConsumerBuilder&lt;string, string>, context.Processed).Run(context.Stopping));
    /// });
    /// </code>
    /// </example>
    public static ChaosReport Test(Action<World> describe, ChaosOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(describe);
        return Environment.GetEnvironmentVariable(ReplayVariable) is { Length: > 0 } replay
            ? Replay(replay, describe, options)
            : Explore(describe, options, explorer => explorer.Explore());
    }

    /// <summary>Runs one schedule of the world: the one that a failing test printed.</summary>
    /// <param name="replay">The exact string (<c>OG1....</c>) or the schedule in words, which survives edits of the program.</param>
    /// <param name="describe">The same world as in the test.</param>
    /// <param name="options">The same limits as in the test.</param>
    /// <returns>What was run, when every promise held this time.</returns>
    /// <exception cref="ChaosException">The promise is broken again, or the string does not fit this world.</exception>
    public static ChaosReport Replay(string replay, Action<World> describe, ChaosOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(describe);
        return Explore(describe, options, explorer => explorer.Replay(replay));
    }

    private static ChaosReport Explore(Action<World> describe, ChaosOptions? options, Func<Explorer, ChaosReport> explore)
    {
        options ??= new ChaosOptions();
        options.RequireUsable();
        using var explorer = new Explorer(describe, options);
        return explore(explorer);
    }
}
