using FsCheck;
using FsCheck.Fluent;

namespace OffsetGuard.Broker.Tests.Replication;

/// <summary>Brokers that fail at random, against the promises of Kafka; every event is followed by a look at the whole cluster.</summary>
public sealed class RandomFailureTests
{
    // The seeds are fixed: the same failures on every run.
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(2026, 3);

    private static readonly Gen<FailureStep> s_anyStep =
        from kind in Gen.Frequency(
            (6, Gen.Elements(FailureKind.Produce, FailureKind.Commit)),
            (3, Gen.Elements(FailureKind.Wait, FailureKind.WaitForSession)),
            (3, Gen.Elements(FailureKind.Kill, FailureKind.Pause, FailureKind.Stop)),
            (4, Gen.Elements(FailureKind.Revive)),
            (1, Gen.Elements(FailureKind.ElectPreferred)))
        from broker in Gen.Choose(1, 3)
        select new FailureStep(kind, broker);

    // Failures that come close upon each other: a commit is on its way, its replicas hang, its coordinator dies.
    private static readonly Gen<FailureStep> s_denseStep =
        from kind in Gen.Elements(FailureKind.Commit, FailureKind.Pause, FailureKind.Kill, FailureKind.Revive, FailureKind.WaitForSession)
        from broker in Gen.Choose(1, 3)
        select new FailureStep(kind, broker);

    [Fact]
    public void What_all_in_sync_replicas_confirmed_is_never_lost() =>
        Prop.ForAll(Arb.From(s_anyStep.ListOf()), steps =>
        {
            var world = new FailureWorld(minInSync: 2);
            world.Run(steps);
            world.ReviveAll();

            Assert.Equal(world.Confirmed, world.RecordsAt(world.Confirmed.Keys));
        }).Check(s_config);

    [Fact]
    public void A_consumer_sees_only_what_is_below_the_high_watermark_and_never_two_values_of_one_offset() =>
        Prop.ForAll(Arb.From(s_anyStep.ListOf()), steps =>
        {
            var world = new FailureWorld(minInSync: 2);
            world.Run(steps);
            world.ReviveAll();

            Assert.Empty(world.SeenTooEarly);
            Assert.Empty(world.SeenTwice);
            Assert.Equal(world.Seen, world.RecordsAt(world.Seen.Keys));
        }).Check(s_config);

    [Fact]
    public void A_committed_offset_that_was_acknowledged_survives_every_single_failure() =>
        Prop.ForAll(Arb.From(s_anyStep.ListOf()), steps =>
        {
            var world = new FailureWorld(minInSync: 2);
            foreach (var step in steps)
            {
                world.ReviveAll();   // one failure at a time
                world.Run([step]);
                Assert.True(world.Committed >= world.AcknowledgedCommit);
            }
        }).Check(s_config);

    [Fact]
    public void A_committed_offset_that_was_acknowledged_is_there_when_the_brokers_are_back() =>
        Prop.ForAll(Arb.From(s_denseStep.ListOf()), steps =>
        {
            var world = new FailureWorld(minInSync: 2);
            world.Run(steps);
            world.ReviveAll();

            Assert.True(world.Committed >= world.AcknowledgedCommit);
        }).Check(s_config);

    [Fact]
    public void With_acks_of_the_leader_alone_an_offset_that_got_two_values_is_named_by_a_truncation() =>
        Prop.ForAll(Arb.From(s_anyStep.ListOf()), steps =>
        {
            var world = new FailureWorld(minInSync: 1) { Acks = Broker.Log.Acks.Leader };
            world.Run(steps);
            world.ReviveAll();

            var stands = world.RecordsAt(world.Confirmed.Keys);
            foreach (var (offset, value) in world.Confirmed)
                Assert.True(stands.GetValueOrDefault(offset) == value || world.IsTruncated(offset), $"offset {offset} was {value}");
        }).Check(s_config);
}
