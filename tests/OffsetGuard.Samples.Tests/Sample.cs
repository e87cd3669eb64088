using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Chaos.Worlds;

namespace SamplesTests;

/// <summary>A loop under <c>samples/</c>: the same class is read by the analyzer and run by the harness.</summary>
/// <param name="Folder">Its folder below <c>samples/</c>.</param>
/// <param name="Rule">The rule that it breaks; null when it is fixed.</param>
/// <param name="Run">Runs one incarnation of it.</param>
internal sealed record Sample(string Folder, string? Rule, Action<ProcessContext> Run)
{
    public static IReadOnlyList<Sample> All { get; } =
    [
        new("Broken/CommitBeforeProcess", "OG1001", c => new Samples.Broken.CommitBeforeProcess.OrderLoop(Builder(c), c.Processed).Run(c.Stopping)),
        new("Fixed/CommitBeforeProcess", null, c => new Samples.Fixed.CommitBeforeProcess.OrderLoop(Builder(c), c.Processed).Run(c.Stopping)),
        new("Broken/AutoCommit", "OG2001", c => new Samples.Broken.AutoCommit.OrderLoop(Builder(c), c.Processed).Run(c.Stopping)),
        new("Fixed/AutoCommit", null, c => new Samples.Fixed.AutoCommit.OrderLoop(Builder(c), c.Processed).Run(c.Stopping)),
    ];

    public string SourceFile => Path.Combine(Approve.RepositoryRoot, "samples", Folder, "OrderLoop.cs");

    /// <summary>The world in which every sample runs: one topic with three orders, one worker.</summary>
    public void Describe(World world)
    {
        world.Kafka.CreateTopic("orders").Produce("orders", ("A", "1"), ("B", "2"), ("C", "3"));
        world.Process("worker", Run);
    }

    public override string ToString() => Folder;

    private static Func<ConsumerConfig, ConsumerBuilder<string, string>> Builder(ProcessContext context) =>
        context.ConsumerBuilder<string, string>;
}
