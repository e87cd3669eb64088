using FsCheck;
using FsCheck.Fluent;
using OffsetGuard.Broker.Clients.Assignment;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>
/// Random lives of a group whose members speak different protocols, come and go: the invariants hold after every event, and in the end
/// everything is owned by somebody and only once.
/// </summary>
public sealed class RandomGroupTests
{
    private const int PartitionCount = 5;

    // The seed is fixed: the same scenarios on every run.
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(2026, 1);

    public enum Step
    {
        Poll,
        Join,
        Unsubscribe,
        Resubscribe,
        Close,
        Kill,
        BeLate,
        LetTimePass,
        ReloadCoordinator,
        AddPartition,
        RecreateTopic,
    }

    [Theory]
    [InlineData(nameof(GroupKind.Consumer), nameof(GroupKind.Consumer))]
    [InlineData(nameof(GroupKind.Classic), nameof(GroupKind.Consumer))]
    [InlineData(nameof(GroupKind.Classic), nameof(GroupKind.Classic))]
    public void Whatever_happens_all_partitions_end_up_with_one_owner_each(string even, string odd)
    {
        var step = from kind in Gen.Elements(Enum.GetValues<Step>())
                   from member in Gen.Choose(0, 3)
                   select (kind, member);

        Prop.ForAll(Arb.From(step.ListOf()), steps => Run([.. steps], Enum.Parse<GroupKind>(even), Enum.Parse<GroupKind>(odd))).Check(s_config);
    }

    private static void Run((Step Kind, int Member)[] steps, GroupKind even, GroupKind odd)
    {
        var world = ConsumerScenario.With("orders", PartitionCount);
        var members = new ConsumerModel?[4];
        foreach (var (kind, member) in steps)
            Do(kind, ref members[member], world, SettingsOf(member, member % 2 == 0 ? even : odd));

        members[0] ??= Join(world, SettingsOf(0, even));
        if (members[0]!.Subscription.Count == 0)
            members[0]!.Subscribe(["orders"], world.Cluster.Now);
        ConsumerModel[] living = [.. members.OfType<ConsumerModel>()];
        for (var i = 0; i < 60; i++)
        {
            foreach (var member in living)
                world.Consume(member);
            world.Advance(TimeSpan.FromSeconds(2));
        }

        var all = world.Cluster.Kafka.Topics.Find("orders")!.Partitions.Select(p => p.Id.Partition);
        Assert.Equal(
            all,
            living.SelectMany(m => m.Partitions.Assigned).Select(p => p.Id.Partition).Order());
    }

    private static void Do(Step kind, ref ConsumerModel? member, ConsumerScenario world, ConsumerSettings settings)
    {
        if (member is null)
        {
            if (kind == Step.Join)
                member = Join(world, settings);
            return;
        }

        switch (kind)
        {
            case Step.Poll:
                world.Consume(member, TimeSpan.FromSeconds(1));
                break;
            case Step.Unsubscribe:
                member.Unsubscribe();
                break;
            case Step.Resubscribe or Step.Join:
                member.Subscribe(["orders"], world.Cluster.Now);
                break;
            case Step.Close:
                Close(world, member);
                member = null;
                break;
            case Step.Kill:
                world.Cluster.Disconnect(member);
                member = null;
                break;
            case Step.BeLate:
                world.Advance(TimeSpan.FromSeconds(12));
                break;
            case Step.LetTimePass:
                world.Advance(TimeSpan.FromSeconds(3));
                break;
            default:
                ChangeCluster(kind, world);
                break;
        }

        world.Settle();
    }

    private static void ChangeCluster(Step kind, ConsumerScenario world)
    {
        var kafka = world.Cluster.Kafka;
        var topic = kafka.Topics.Find("orders")!;
        switch (kind)
        {
            case Step.ReloadCoordinator:
                kafka.Loading.Begin("billing");
                kafka.Loading.End("billing", world.Cluster.Now);
                break;
            case Step.AddPartition:
                kafka.Topics.Extend(topic, topic.Partitions.Count + 1);
                break;
            default:
                world.Ask(new DeleteTopicRequest(topic.Name));
                kafka.Topics.Add(topic.Name, PartitionCount);
                break;
        }
    }

    private static ConsumerModel Join(ConsumerScenario world, ConsumerSettings settings)
    {
        var member = world.Consumer(settings);
        member.Subscribe(["orders"], world.Cluster.Now);
        return member;
    }

    private static void Close(ConsumerScenario world, ConsumerModel member)
    {
        if (member.FatalError == ErrorCode.None)   // else Close only throws
        {
            member.BeginClose();
            for (var i = 0; i < 100 && !member.IsClosed; i++)
                world.Consume(member, TimeSpan.FromSeconds(1));
            Assert.True(member.IsClosed);
        }

        world.Cluster.Disconnect(member);
    }

    private static ConsumerSettings SettingsOf(int member, GroupKind protocol) => ConsumerScenario.Settings with
    {
        Protocol = protocol,
        InstanceId = member % 2 == 1 ? $"static-{member}" : null,
        SessionTimeout = TimeSpan.FromSeconds(10),
        MetadataRefreshInterval = TimeSpan.FromSeconds(20),
        MaxPollInterval = TimeSpan.FromSeconds(11),
        IsAutoCommit = member < 2,
        Assignors = member < 2 ? [Assignor.Range] : [Assignor.Range, Assignor.RoundRobin],
    };
}
