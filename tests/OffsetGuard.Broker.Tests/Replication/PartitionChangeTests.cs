using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Tests.Replication;

/// <summary>Who leads, who is in sync and who is eligible after brokers came or went (KIP-966).</summary>
public sealed class PartitionChangeTests
{
    private static readonly PartitionRegistration s_allInSync = new([1, 2, 3], [1, 2, 3]) { Leader = 1 };

    [Fact]
    public void The_leader_stays_while_it_can_lead()
    {
        var next = Change(s_allInSync with { Leader = 2 }, minInSync: 1, alive: [1, 2, 3]).Build();

        Assert.Equal((2, 0), (next.Leader, next.LeaderEpoch));
    }

    [Fact]
    public void The_first_in_sync_replica_follows_a_leader_that_is_gone()
    {
        var next = Change(s_allInSync, minInSync: 1, alive: [2, 3], inSync: [2, 3]).Build();

        Assert.Equal((2, 1), (next.Leader, next.LeaderEpoch));
        Assert.Empty(next.Eligible);
    }

    [Fact]
    public void A_replica_that_leaves_a_set_below_its_minimum_stays_eligible()
    {
        var next = Change(s_allInSync, minInSync: 3, alive: [2, 3], inSync: [2, 3]).Build();

        Assert.Equal([1], next.Eligible);
    }

    [Fact]
    public void Eligible_replicas_are_forgotten_when_the_set_is_large_enough_again()
    {
        var before = new PartitionRegistration([1, 2, 3], [2]) { Leader = 2, Eligible = [1, 3] };

        var next = Change(before, minInSync: 2, alive: [1, 2, 3], inSync: [1, 2]).Build();

        Assert.Empty(next.Eligible);
    }

    [Fact]
    public void The_last_in_sync_replica_leaves_nobody_in_sync_and_is_eligible()
    {
        var next = Change(new PartitionRegistration([1, 2], [1]) { Leader = 1 }, minInSync: 1, alive: [2], inSync: []).Build();

        Assert.Equal((PartitionRegistration.NoLeader, 1), (next.Leader, next.LeaderEpoch));
        Assert.Equal([1], next.Eligible);
        Assert.Equal(1, next.LastKnownLeader);
    }

    [Fact]
    public void An_eligible_replica_leads_when_nobody_is_in_sync()
    {
        var before = new PartitionRegistration([1, 2], []) { Eligible = [2], LastKnownLeader = 2, LeaderEpoch = 4 };

        var next = Change(before, minInSync: 1, alive: [1, 2]).Build();

        Assert.Equal((2, 5), (next.Leader, next.LeaderEpoch));
        Assert.Equal([2], next.InSync);
        Assert.Empty(next.Eligible);
    }

    [Fact]
    public void A_killed_replica_is_no_longer_eligible_but_leads_again_as_the_last_known_leader()
    {
        var before = new PartitionRegistration([1, 2], []) { Eligible = [2], LastKnownLeader = 2 };

        var killed = new PartitionChange(before, 1, _ => false) { Killed = 2 }.Build();
        var next = Change(killed, minInSync: 1, alive: [2]).Build();

        Assert.Empty(killed.Eligible);
        Assert.Equal(2, next.Leader);
        Assert.Equal(PartitionRegistration.NoLeader, next.LastKnownLeader);
    }

    [Fact]
    public void Only_an_unclean_election_takes_a_replica_that_is_behind()
    {
        var before = new PartitionRegistration([1, 2], []) { Eligible = [1], LastKnownLeader = 1, LeaderEpoch = 1 };

        var online = Change(before, minInSync: 1, alive: [2]).Build();
        var @unclean = new PartitionChange(before, 1, id => id == 2) { Election = Election.Unclean }.Build();

        Assert.Equal(PartitionRegistration.NoLeader, online.Leader);
        Assert.Equal((2, 2), (@unclean.Leader, @unclean.LeaderEpoch));
        Assert.Equal([2], @unclean.InSync);
        Assert.Empty(@unclean.Eligible);
    }

    [Fact]
    public void A_preferred_election_moves_back_only_to_a_replica_in_sync()
    {
        var moved = s_allInSync with { Leader = 2 };

        var back = new PartitionChange(moved, 1, _ => true) { Election = Election.Preferred }.Build();
        var stays = new PartitionChange(moved with { InSync = [2, 3] }, 1, _ => true) { Election = Election.Preferred }.Build();

        Assert.Equal((1, 2), (back.Leader, stays.Leader));
    }

    private static PartitionChange Change(PartitionRegistration before, int minInSync, int[] alive, int[]? inSync = null) =>
        new(before, minInSync, alive.Contains) { InSync = inSync ?? before.InSync };
}
