using System.Globalization;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>The part of the exploration that this machine does, when several share it.</summary>
internal sealed record Shard(int Number, int Count)
{
    private static readonly Shard s_whole = new(1, 1);

    /// <summary>From <see cref="Chaos.ShardVariable"/>, for example <c>3/16</c>.</summary>
    /// <exception cref="ChaosException">The variable is set to something else.</exception>
    public static Shard OfEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Chaos.ShardVariable) is not { Length: > 0 } text)
            return s_whole;
        return text.Split('/') is [var number, var count]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            && n >= 1 && n <= of
            ? new Shard(n, of)
            : throw new ChaosException($"{Chaos.ShardVariable} is '{text}'. Set it to the number of this machine and how many there are, for example 3/16.");
    }

    /// <summary>Every <see cref="Count"/>th plan, beginning with this machine's number: all machines together run each plan once.</summary>
    public IReadOnlyList<RunPlan> Of(IReadOnlyList<RunPlan> plans) => Count == 1 ? plans : [.. plans.Where((_, i) => i % Count == Number - 1)];
}
