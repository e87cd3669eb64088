using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG2013: offsets are committed that the consumer never begins at.</summary>
public sealed class AutoCommitBesideFixedOffsetsTests
{
    private const string FromTheBeginning = "own.Assign(new TopicPartitionOffset(\"prices\", 0, Offset.Beginning));";

    [Theory]
    [InlineData(FromTheBeginning)]
    [InlineData("own.Assign(new TopicPartitionOffset(\"prices\", 0, 42));")]
    [InlineData("own.Assign(new TopicPartitionOffset(\"prices\", 0, new Offset(42)));")]
    [InlineData("own.Assign(new TopicPartitionOffset(new TopicPartition(\"prices\", 0), Offset.End));")]
    [InlineData("own.Assign(new[] { new TopicPartitionOffset(\"prices\", 0, 0), new TopicPartitionOffset(\"prices\", 1, 0) });")]
    [InlineData("own.Assign(new List<TopicPartitionOffset> { new(\"prices\", 0, Offset.Beginning) });")]
    [InlineData("own.Assign(new[] { new TopicPartitionOffset(\"prices\", 0, Offset.Beginning) });")]
    [InlineData("own.Assign(Enumerable.Range(0, 3).Select(p => new TopicPartitionOffset(\"prices\", p, Offset.Beginning)).ToList());")]
    [InlineData("own.Assign(Enumerable.Range(0, 3).Select(p => { return new TopicPartitionOffset(\"prices\", p, Offset.Beginning); }));")]
    public Task Fires_when_the_source_says_where_to_begin(string assign) =>
        Over("var config = {|OG2013:new ConsumerConfig { GroupId = nameof(Worker) }|};", assign);

    [Fact]
    public Task Fires_where_auto_commit_is_switched_on() =>
        Over("var config = new ConsumerConfig { GroupId = nameof(Worker), {|OG2013:EnableAutoCommit = true|} };", FromTheBeginning);

    [Theory]
    [InlineData("own.Assign(new TopicPartition(\"prices\", 0));")]
    [InlineData("own.Assign(new TopicPartitionOffset(\"prices\", 0, Offset.Stored));")]
    [InlineData("own.Assign(new TopicPartitionOffset(\"prices\", 0, -1000));")]
    [InlineData("own.Assign(new TopicPartitionOffset(\"prices\", 0, batch.Count));")]
    [InlineData("own.Assign(last!.TopicPartitionOffset);")]
    [InlineData("own.Assign(batch.Select(r => r.TopicPartitionOffset));")]
    [InlineData("own.Assign(batch.Select(r => new TopicPartitionOffset(r.TopicPartition, r.Offset + 1)));")]
    [InlineData("own.Assign(AtMostOnce ? last!.TopicPartitionOffset : new TopicPartitionOffset(\"prices\", 0, Offset.Beginning));")]
    [InlineData("own.Assign(new List<TopicPartitionOffset>());")]
    [InlineData(FromTheBeginning + "own.Assign(last!.TopicPartitionOffset);")]
    [InlineData(FromTheBeginning + "own.Subscribe(\"prices\");")]
    [InlineData(FromTheBeginning + "Relay(own, own.Consume(stopping));")]
    [InlineData(FromTheBeginning + "foreach (var offset in own.Committed(TimeSpan.FromSeconds(1))) own.Seek(offset);")]
    [InlineData(FromTheBeginning + "own.IncrementalAssign(new[] { new TopicPartition(\"prices\", 1) });")]
    public Task Is_silent_when_the_group_may_be_asked_where_to_begin(string assign) =>
        Over("var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Latest };", assign);

    [Theory]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false };")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoOffsetStore = false };")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = AtMostOnce };")]
    [InlineData("var config = new ConsumerConfig(JsonSerializer.Deserialize<Dictionary<string, string>>(\"{}\")!);")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; if (AtMostOnce) config.EnableAutoCommit = false;")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; Complete(config); void Complete(object any) { }")]
    public Task Is_silent_when_auto_commit_is_off_or_not_known(string configuration) => Over(configuration, FromTheBeginning);

    [Fact]
    public Task Is_silent_in_a_test() =>
        Verify.VerifyTestAsync(Snippet.Worker(Reader("var config = new ConsumerConfig { GroupId = nameof(Worker) };", FromTheBeginning)));

    private static Task Over(string configuration, string assign) => Verify.VerifyAnalyzerAsync(Snippet.Worker(Reader(configuration, assign)));

    private static string Reader(string configuration, string assign) => $$"""
        {{configuration}}
        using var own = new ConsumerBuilder<string, string>(config).Build();
        {{assign}}
        while (true) logger.LogInformation("{Price}", own.Consume(stopping).Message.Value);
        """;
}
