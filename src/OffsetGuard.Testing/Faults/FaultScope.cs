namespace OffsetGuard.Testing.Faults;

/// <summary>Which requests a fault is for. What is not set matches everything.</summary>
internal sealed record FaultScope(Operation Operation)
{
    public string? Topic { get; init; }

    public int? Partition { get; init; }

    public string? Group { get; init; }

    public string? Client { get; init; }

    /// <summary>The first matching request that meets the fault, counted from 1.</summary>
    public int Occurrence { get; init; } = 1;

    private bool NamesPartitions => Topic is not null || Partition is not null;

    public bool Matches(in RequestFacts request, string clientName)
    {
        if (request.Operation != Operation || (Client is not null && !IsOf(clientName, Client)))
            return false;
        return (Group is null || request.Groups.Contains(Group, StringComparer.Ordinal)) && (!NamesPartitions || request.Partitions.Any(Includes));
    }

    /// <summary>Whether the fault is for this partition of a request that names several.</summary>
    public bool Includes(BrokerPartition partition) =>
        (Topic is null || Topic == partition.Topic) && (Partition is null || Partition == partition.Partition);

    public override string ToString()
    {
        var partition = (Topic, Partition) switch
        {
            (null, null) => "",
            ({ } topic, null) => $" for topic '{topic}'",
            (null, { } number) => $" for partition {number}",
            var (topic, number) => $" for {topic}[{number}]",
        };
        return $"{Operation}{(Group is null ? "" : $" of group '{Group}'")}{partition}{(Client is null ? "" : $" by client '{Client}'")}"
            + (Occurrence == 1 ? "" : $" from request {Occurrence} on");
    }

    /// <summary>The client itself, or every client with this client.id.</summary>
    private static bool IsOf(string clientName, string wanted) => clientName == wanted
        || (clientName.StartsWith(wanted, StringComparison.Ordinal) && clientName[wanted.Length] == '#');
}
