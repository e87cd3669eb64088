namespace ChaosMutants;

/// <summary>A correct program, and the world that it and its mutants live in.</summary>
/// <param name="name">Its name in the table.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class ProgramAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>How many orders there are.</summary>
    public int Records { get; init; } = 3;

    /// <summary>Their keys, one letter each. Of two partitions, the default ones fill both alike.</summary>
    public string Keys { get; init; } = "ADBE";

    public int Partitions { get; init; } = 1;

    /// <summary>How many instances of the service run side by side.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>What it promises.</summary>
    public Holds Holds { get; init; }

    /// <summary>What it keeps besides, where the harness only warns.</summary>
    public Promise[] Keeps { get; init; } = [];

    /// <summary>Topics besides "orders", with one partition each.</summary>
    public string[] Topics { get; init; } = [];

    /// <summary>Topics among them that it has to read itself.</summary>
    public string[] MustRead { get; init; } = [];
}
