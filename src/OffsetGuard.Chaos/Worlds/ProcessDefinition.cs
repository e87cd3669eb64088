namespace OffsetGuard.Chaos.Worlds;

/// <summary>How to start a process, as often as it takes. What outlives an incarnation is kept here by the world, not by the program.</summary>
internal sealed record ProcessDefinition(string Name, Action<ProcessContext> Body)
{
    /// <summary>The group in which the process was last given a record of a partition.</summary>
    public Dictionary<TopicPartition, string> Groups { get; } = [];

    /// <summary>How often it has been started.</summary>
    public int IncarnationCount { get; set; }

    /// <summary>How often it has ended with an exception.</summary>
    public int FailureCount { get; set; }
}
