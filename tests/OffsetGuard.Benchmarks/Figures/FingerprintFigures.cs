using OffsetGuard.Broker;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>What it costs to tell the states of a cluster apart, as an explorer asks after each commit.</summary>
internal static class FingerprintFigures
{
    private const int Commits = 1_000;

    public static IEnumerable<Figure> Measure()
    {
        yield return new Figure("fingerprint after a commit: 1 partition, 1 member", MicrosEach(partitionCount: 1, memberCount: 1), "us");
        yield return new Figure("fingerprint after a commit: 6 partitions, 3 members", MicrosEach(partitionCount: 6, memberCount: 3), "us");
    }

    private static double MicrosEach(int partitionCount, int memberCount)
    {
        var cluster = new SimulatedCluster(new ClusterOptions(), new RotatingChoice());
        cluster.Kafka.Topics.Add("orders", partitionCount);
        List<ConsumerModel> members = [];
        for (var i = 0; i < memberCount; i++)
        {
            var settings = new ConsumerSettings { GroupId = "billing", IsAutoCommit = false };
            members.Add(cluster.Connect(id => new ConsumerModel(id, settings, cluster.History, cluster.Now)));
            members[i].Subscribe(["orders"], cluster.Now);
            Settle(cluster, members);
        }

        var nextOffset = 0;
        var time = Figure.MedianOf(15, () =>
        {
            for (var i = 0; i < Commits; i++)
            {
                members[0].Commit([new PartitionOffset(new TopicPartition("orders", 0), new OffsetAndEpoch(++nextOffset % 100, -1))]);
                cluster.Pump();
                _ = cluster.Fingerprint();
            }
        });
        var without = Figure.MedianOf(15, () =>
        {
            for (var i = 0; i < Commits; i++)
            {
                members[0].Commit([new PartitionOffset(new TopicPartition("orders", 0), new OffsetAndEpoch(++nextOffset % 100, -1))]);
                cluster.Pump();
            }
        });
        return (time - without).TotalMicroseconds / Commits;
    }

    /// <summary>Members answer what they are told, until every one has its part.</summary>
    private static void Settle(SimulatedCluster cluster, List<ConsumerModel> members)
    {
        var until = cluster.Now + TimeSpan.FromSeconds(20);
        do
        {
            foreach (var member in members)
            {
                while (member.TryTakeEvent(out var told))
                    Answer(member, told);
            }
        }
        while (cluster.Step(until));
    }

    private static void Answer(ConsumerModel member, ConsumerEvent told)
    {
        if (told is PartitionsAssigned assigned)
            member.AnswerAssigned([.. assigned.Partitions.Select(p => new PartitionOffset(p, OffsetAndEpoch.Unset))]);
        else if (told is PartitionsRevoked revoked)
            member.AnswerRevoked(revoked);
    }
}
