using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.History;

/// <summary>Who has which partition, as the consumers themselves see it, and who had it before.</summary>
internal sealed class Ownership
{
    private readonly Dictionary<(int ClientId, TopicPartition Partition), Tenure> _tenures = [];
    private readonly Dictionary<(string Group, TopicPartition Partition), Tenure> _last = [];
    private readonly Dictionary<(IncarnationName Who, TopicPartition Partition), Tenure> _newestOf = [];

    public Ownership(WorldHistory history) => history.Listen(Observe);

    /// <summary>The tenures that are not over, in the order in which they began.</summary>
    public IEnumerable<Tenure> Current => _tenures.Values.Where(t => t.Ended is null).OrderBy(t => t.Number);

    /// <summary>The newest time that a client had a partition; null when it never had.</summary>
    public Tenure? Of(int clientId, TopicPartition partition) => _tenures.GetValueOrDefault((clientId, partition));

    /// <summary>The newest time that one of the clients of an incarnation had a partition; null when none had.</summary>
    public Tenure? Of(IncarnationName who, TopicPartition partition) => _newestOf.GetValueOrDefault((who, partition));

    /// <summary>The newest time that anybody of a group had a partition.</summary>
    public Tenure? LastOf(string group, TopicPartition partition) => _last.GetValueOrDefault((group, partition));

    /// <summary>The time during which a client has a partition.</summary>
    internal sealed class Tenure(PartitionAssigned assigned, int number, Tenure? before)
    {
        private readonly HashSet<long> _processed = [];

        /// <summary>How many had the partition before, in this group.</summary>
        public int Number { get; } = number;

        public IncarnationName Who { get; } = assigned.Who!.Value;

        public string Group { get; } = assigned.Group;

        public TopicPartition Partition { get; } = assigned.Partition;

        public bool IsByGroup { get; } = assigned.IsByGroup;

        /// <summary>How the tenure before this one ended: null when it had not, or its process was killed.</summary>
        public GivingUp? EndBefore { get; } = before?.Ended;

        /// <summary>The owner before this one; null for the first one.</summary>
        public Tenure? Before { get; } = before;

        /// <summary>The client has been told that the partition goes, and why.</summary>
        public GivingUp? Told { get; set; }

        /// <summary>It is over, and why; null while it lasts.</summary>
        public GivingUp? Ended { get; set; }

        /// <summary>Whether it processed the record while it was the owner.</summary>
        public bool HasProcessed(long offset) => _processed.Contains(offset);

        public void NoteProcessed(long offset) => _processed.Add(offset);
    }

    private void Observe(WorldEvent happened)
    {
        switch (happened)
        {
            case PartitionAssigned assigned:
                var before = LastOf(assigned.Group, assigned.Partition);
                var tenure = new Tenure(assigned, (before?.Number ?? -1) + 1, before);
                _tenures[(assigned.ClientId, assigned.Partition)] = tenure;
                _last[(assigned.Group, assigned.Partition)] = tenure;
                _newestOf[(tenure.Who, assigned.Partition)] = tenure;
                break;
            case PartitionRevoked revoked when Of(revoked.ClientId, revoked.Partition) is { } going:
                going.Told = revoked.Why;
                break;
            case RecordEffect { Who: { } who } effect when Of(who, effect.Partition) is { Ended: null } owner:
                owner.NoteProcessed(effect.Offset);
                break;
            case PartitionReleased released when Of(released.ClientId, released.Partition) is { Ended: null } gone:
                gone.Ended = gone.Told;
                break;
        }
    }
}
