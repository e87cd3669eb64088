using System.Reflection;
using Confluent.Kafka;
using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Kafka;

/// <summary>Names are strings in the analyzers; here the compiler and both packages check them.</summary>
public sealed class KafkaNamesTests
{
    [Fact]
    public void Every_member_name_is_the_real_one()
    {
        Assert.Equal(nameof(IConsumer<,>.Consume), KafkaNames.Consume);
        Assert.Equal(nameof(IConsumer<,>.Commit), KafkaNames.Commit);
        Assert.Equal(nameof(IConsumer<,>.StoreOffset), KafkaNames.StoreOffset);
        Assert.Equal(nameof(IConsumer<,>.Committed), KafkaNames.Committed);
        Assert.Equal(nameof(IConsumer<,>.Seek), KafkaNames.Seek);
        Assert.Equal(nameof(IConsumer<,>.Assign), KafkaNames.Assign);
        Assert.Equal(nameof(IConsumer<,>.Subscribe), KafkaNames.Subscribe);
        Assert.Equal(nameof(ConsumerBuilder<,>.Build), KafkaNames.Build);
        Assert.Equal(nameof(Config.Set), KafkaNames.Set);
        Assert.Equal(nameof(IProducer<,>.Flush), KafkaNames.Flush);
        Assert.Equal(nameof(IConsumer<,>.Close), KafkaNames.Close);
        Assert.Equal(nameof(IDisposable.Dispose), KafkaNames.Dispose);
        Assert.Equal(nameof(IConsumer<,>.Unsubscribe), KafkaNames.Unsubscribe);
        Assert.Equal(nameof(IConsumer<,>.Unassign), KafkaNames.Unassign);
        Assert.Equal(nameof(IConsumer<,>.IncrementalAssign), KafkaNames.IncrementalAssign);
        Assert.Equal(nameof(IConsumer<,>.IncrementalUnassign), KafkaNames.IncrementalUnassign);
        Assert.Equal(nameof(IConsumer<,>.Pause), KafkaNames.Pause);
        Assert.Equal(nameof(ConsumeResult<,>.Offset), KafkaNames.Offset);
        Assert.Equal(nameof(Offset.Beginning), KafkaNames.Beginning);
        Assert.Equal(nameof(Offset.End), KafkaNames.End);
        Assert.Equal(nameof(ConsumeResult<,>.TopicPartitionOffset), KafkaNames.TopicPartitionOffset);
        Assert.Equal(nameof(ConsumeResult<,>.TopicPartition), KafkaNames.TopicPartition);
        Assert.Equal(nameof(ConsumeResult<,>.Partition), KafkaNames.Partition);
        Assert.Equal(nameof(ConsumeResult<,>.Topic), KafkaNames.Topic);
        Assert.Equal(nameof(IProducer<,>.Produce), KafkaNames.Produce);
        Assert.Equal(nameof(IProducer<,>.ProduceAsync), KafkaNames.ProduceAsync);
        Assert.Equal(nameof(IProducer<,>.SendOffsetsToTransaction), KafkaNames.SendOffsetsToTransaction);
        Assert.Equal(nameof(ConsumeResult<,>.Message), KafkaNames.Message);
        Assert.Equal(nameof(Message<,>.Timestamp), KafkaNames.Timestamp);
        Assert.Equal(nameof(ConsumeResult<,>.IsPartitionEOF), KafkaNames.IsPartitionEof);
    }

    [Fact]
    public void Every_name_about_errors_is_the_real_one()
    {
        Assert.Equal(nameof(ConsumeException), KafkaNames.ConsumeException);
        Assert.Equal(nameof(KafkaException), KafkaNames.KafkaException);
        Assert.Equal(nameof(Error.IsFatal), KafkaNames.IsFatal);
        Assert.EndsWith($".{KafkaNames.Namespace}", typeof(KafkaException).Namespace, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_name_is_the_real_one()
    {
        Assert.Equal(nameof(ConsumerConfig.EnableAutoCommit), KafkaNames.EnableAutoCommit);
        Assert.Equal(nameof(ConsumerConfig.EnableAutoOffsetStore), KafkaNames.EnableAutoOffsetStore);
        Assert.Equal(nameof(ConsumerConfig.AutoOffsetReset), KafkaNames.AutoOffsetReset);
        Assert.Equal(nameof(ConsumerConfig.EnablePartitionEof), KafkaNames.EnablePartitionEof);
        Assert.Equal(nameof(ConsumerConfig.GroupId), KafkaNames.GroupId);
        Assert.Equal(nameof(ConsumerConfig.GroupInstanceId), KafkaNames.GroupInstanceId);
        Assert.Equal(nameof(ConsumerConfig.GroupProtocol), KafkaNames.GroupProtocol);
        Assert.Equal(nameof(ConsumerConfig.SessionTimeoutMs), KafkaNames.SessionTimeoutMs);
        Assert.Equal(nameof(ConsumerConfig.HeartbeatIntervalMs), KafkaNames.HeartbeatIntervalMs);
        Assert.Equal(nameof(ConsumerConfig.PartitionAssignmentStrategy), KafkaNames.PartitionAssignmentStrategy);
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Every_type_exists_in_the_oldest_and_the_newest_client(string typeName)
    {
        Assert.NotNull(typeof(IConsumer<,>).Assembly.GetType(typeName));
        Assert.NotNull(Snippet.Compile("", Reference.KafkaVersions["1.9.3"]).GetTypeByMetadataName(typeName));
    }

    [Fact]
    public void Latest_is_the_zero_that_the_analyzer_looks_for() => Assert.Equal(0, (int)AutoOffsetReset.Latest);

    [Fact]
    public void Error_is_the_two_that_the_analyzer_looks_for() => Assert.Equal(2, (int)AutoOffsetReset.Error);

    [Fact]
    public void The_beginning_is_the_number_that_the_analyzer_looks_for() => Assert.Equal(FixedOffsets.Beginning, Offset.Beginning.Value);

    public static TheoryData<string> TypeNames =>
        [.. typeof(KafkaNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(constant => constant.Name.EndsWith("Type", StringComparison.Ordinal))
            .Select(constant => (string)constant.GetRawConstantValue()!)];
}
