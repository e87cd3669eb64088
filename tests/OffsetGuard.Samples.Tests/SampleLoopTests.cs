using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;

namespace SamplesTests;

public sealed class SampleLoopTests
{
    [Fact]
    public void Committing_before_processing_loses_a_record()
    {
        var failure = Assert.Throws<ChaosException>(() => Chaos.Test(world => Describe(world, context =>
            new Samples.Broken.CommitBeforeProcess.OrderLoop(context.ConsumerBuilder<string, string>, context.Processed).Run(context.Stopping))));

        Console.WriteLine(failure.Message);
        Assert.Equal("at-least-once", failure.Property);
    }

    [Fact]
    public void Committing_after_processing_holds()
    {
        var report = Chaos.Test(world => Describe(world, context =>
            new Samples.Fixed.CommitBeforeProcess.OrderLoop(context.ConsumerBuilder<string, string>, context.Processed).Run(context.Stopping)));
        Console.WriteLine(report);
    }

    [Fact]
    public void Auto_commit_loses_a_record()
    {
        var failure = Assert.Throws<ChaosException>(() => Chaos.Test(world => Describe(world, context =>
            new Samples.Broken.AutoCommit.OrderLoop(context.ConsumerBuilder<string, string>, context.Processed).Run(context.Stopping))));

        Console.WriteLine(failure.Message);
        Assert.Equal("at-least-once", failure.Property);
    }

    [Fact]
    public void Storing_after_processing_holds()
    {
        var report = Chaos.Test(world => Describe(world, context =>
            new Samples.Fixed.AutoCommit.OrderLoop(context.ConsumerBuilder<string, string>, context.Processed).Run(context.Stopping)));
        Console.WriteLine(report);
    }

    private static void Describe(World world, Action<ProcessContext> worker)
    {
        world.Kafka.CreateTopic("orders").Produce("orders", ("A", "1"), ("B", "2"), ("C", "3"));
        world.Process("worker", worker);
    }
}
