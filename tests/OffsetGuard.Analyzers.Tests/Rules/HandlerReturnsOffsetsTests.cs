using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class HandlerReturnsOffsetsTests
{
    private const string Start = "partitions.Select(p => new TopicPartitionOffset(p, Offset.Stored))";

    [Theory]
    [InlineData(".SetPartitionsRevokedHandler({|OG2008:(_, partitions) => partitions|})")]
    [InlineData(".SetPartitionsRevokedHandler({|OG2008:(_, partitions) => new List<TopicPartitionOffset>()|})")]
    [InlineData(".SetPartitionsRevokedHandler({|OG2008:(_, _) => throw new InvalidOperationException()|})")]
    [InlineData(".SetPartitionsLostHandler({|OG2008:(_, partitions) => partitions|})")]
    [InlineData(".SetPartitionsAssignedHandler((_, partitions) => " + Start + ").SetPartitionsRevokedHandler({|OG2008:Keep|})")]
    public Task Fires_when_partitions_that_go_are_given_to_a_function(string handlers) => Over("CooperativeSticky", handlers);

    [Theory]
    [InlineData("new List<TopicPartitionOffset>()")]
    [InlineData("new TopicPartitionOffset[0]")]
    [InlineData("Enumerable.Empty<TopicPartitionOffset>()")]
    [InlineData("[]")]
    [InlineData("own.Assignment.Concat(partitions).Select(p => new TopicPartitionOffset(p, Offset.Unset))")]
    [InlineData("partitions.Union(own.Assignment).Select(p => new TopicPartitionOffset(p, Offset.Unset)).ToList()")]
    public Task Fires_when_other_partitions_are_returned_than_come(string result) =>
        Over("CooperativeSticky", $".SetPartitionsAssignedHandler({{|OG2008:(own, partitions) => {result}|}})");

    [Theory]
    [InlineData(Start)]
    [InlineData("partitions.ConvertAll(p => new TopicPartitionOffset(p, Offset.Beginning))")]
    [InlineData("partitions.Select(p => new TopicPartitionOffset(p, own.Committed(partitions, TimeSpan.Zero).First().Offset))")]
    [InlineData("partitions.Where(p => !own.Assignment.Contains(p)).Select(p => new TopicPartitionOffset(p, Offset.Unset))")]
    [InlineData("{ if (partitions.Count == 0) return []; return " + Start + "; }")]
    [InlineData("{ var starts = new List<TopicPartitionOffset>(); foreach (var p in partitions) starts.Add(new TopicPartitionOffset(p, 7)); return starts; }")]
    [InlineData("logger.LogInformation(\"assigned\")")]
    public Task Is_silent_when_the_partitions_that_come_are_returned(string result) =>
        Over("CooperativeSticky", $".SetPartitionsAssignedHandler((own, partitions) => {result})");

    [Theory]
    [InlineData("RoundRobin", ".SetPartitionsRevokedHandler((_, partitions) => partitions)")]
    [InlineData("RoundRobin", ".SetPartitionsAssignedHandler((_, _) => new List<TopicPartitionOffset>())")]
    [InlineData("CooperativeSticky", ".SetPartitionsRevokedHandler((_, partitions) => logger.LogInformation(\"revoked\"))")]
    [InlineData("CooperativeSticky", ".SetPartitionsAssignedHandler(Begin)")]
    public Task Is_silent_when_the_protocol_takes_it_or_it_cannot_be_seen(string strategy, string handlers) => Over(strategy, handlers);

    private static Task Over(string strategy, string handlers) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.{{strategy}};
        using var consumer = new ConsumerBuilder<string, string>(config){{handlers}}.Build();
        consumer.Subscribe("orders");
        while (true) { var order = consumer.Consume(stopping); handle(order); consumer.Commit(order); }
        IEnumerable<TopicPartitionOffset> Keep(IConsumer<string, string> _, List<TopicPartitionOffset> partitions) => partitions;
        IEnumerable<TopicPartitionOffset> Begin(IConsumer<string, string> _, List<TopicPartition> partitions) => [];
        """));
}
