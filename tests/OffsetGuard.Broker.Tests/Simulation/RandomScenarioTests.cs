using FsCheck;
using FsCheck.Fluent;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using PartitionOffset = OffsetGuard.Broker.Groups.Offsets.PartitionOffset;

namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>Random scenarios of one consumer against <see cref="OffsetModel"/>; the invariants are checked after every step.</summary>
public sealed class RandomScenarioTests
{
    private const int RecordCount = 6;
    private static readonly TopicPartition s_orders0 = new("orders", 0);

    // The seed is fixed: the same scenarios on every run.
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(2026, 1);

    public enum Step
    {
        Consume,
        Store,
        CommitStored,
        CommitList,
        Seek,
        LetTimerTick,
        AssignAt,
        AssignAtCommitted,
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_consumer_agrees_with_the_plain_model_after_every_step(bool isAutoCommit, bool isAutoStore)
    {
        var step = from kind in Gen.Elements(Enum.GetValues<Step>())
                   from offset in Gen.Choose(0, RecordCount + 2)
                   select (kind, offset);

        Prop.ForAll(Arb.From(step.ListOf()), steps => Run([.. steps], isAutoCommit, isAutoStore)).Check(s_config);
    }

    private static void Run((Step Kind, int Offset)[] steps, bool isAutoCommit, bool isAutoStore)
    {
        var world = ConsumerScenario.With("orders", partitions: 1)
            .Produce(s_orders0, [.. Enumerable.Range(0, RecordCount).Select(i => $"v{i}")]);
        var settings = ConsumerScenario.Settings with { IsAutoCommit = isAutoCommit, IsAutoOffsetStore = isAutoStore };
        var consumer = world.Reader(settings, s_orders0);
        var model = new OffsetModel(RecordCount, isAutoCommit, isAutoStore);

        foreach (var (kind, offset) in steps)
        {
            Do(kind, offset, world, consumer, model);
            var partition = consumer.Partitions.Find(s_orders0)!;
            Assert.Equal(
                (kind, model.Position, model.Stored, model.Committed),
                (kind, Plain(partition.Position), Plain(partition.Stored), world.Committed(s_orders0)));
        }
    }

    private static void Do(Step kind, int offset, ConsumerScenario world, ConsumerModel consumer, OffsetModel model)
    {
        switch (kind)
        {
            case Step.Consume:
                world.Consume(consumer);
                model.Consume();
                break;
            case Step.Store:
                consumer.Store(At(offset));
                model.Store(offset);
                break;
            case Step.CommitStored:
                Assert.Equal(model.Commit() ? ErrorCode.None : ErrorCode.LocalNoOffset, world.Commit(consumer));
                break;
            case Step.CommitList:
                Assert.Equal(ErrorCode.None, world.Commit(consumer, s_orders0, offset));
                model.Commit(offset);
                break;
            case Step.Seek:
                Assert.Equal(ErrorCode.None, consumer.Seek(At(Math.Min(offset, RecordCount))));
                model.Seek(Math.Min(offset, RecordCount));
                break;
            case Step.LetTimerTick:
                world.Advance(TimeSpan.FromSeconds(5));
                model.TimerTicks();
                break;
            case Step.AssignAt:
                consumer.Assign([At(Math.Min(offset, RecordCount))]);
                model.AssignAt(Math.Min(offset, RecordCount));
                break;
            default:
                consumer.Assign([new PartitionOffset(s_orders0, OffsetAndEpoch.Unset)]);
                world.Advance(TimeSpan.Zero);
                model.AssignAtCommitted();
                break;
        }

        world.Settle();
    }

    private static PartitionOffset At(long offset) => new(s_orders0, new OffsetAndEpoch(offset, -1));

    private static long? Plain(OffsetAndEpoch position) => position.IsAbsolute ? position.NextOffset : null;
}
