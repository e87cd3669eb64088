using OffsetGuard.Chaos;
using OffsetGuard.Testing;
using OffsetGuard.Testing.Faults;

namespace ChaosTests;

/// <summary>A world may have faults on its cluster: every schedule begins with them, and kills come on top.</summary>
public sealed class FaultsInWorldsTests
{
    [Fact]
    public void A_right_loop_survives_every_kill_beside_a_commit_whose_reply_is_lost()
    {
        var clusters = new List<FakeKafka>();

        Chaos.Test(world =>
        {
            Orders.Fill(world);
            world.Kafka.Faults.On(Operation.Commit).Group("billing").Occurrence(2).LoseReply();
            world.Process("worker", Orders.Loop(Orders.ProcessThenCommit));
            clusters.Add(world.Kafka);
        });

        Assert.Contains(clusters, kafka => kafka.Faults.All.Single().HasFired);
    }
}
