using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Kafka;

public sealed class KafkaContextTests
{
    [Theory]
    [InlineData("1.9.3")]
    [InlineData("2.15.1")]
    public void Every_supported_client_can_store_offsets(string version) =>
        Assert.True(KafkaContext.Find(Snippet.Compile("", Reference.KafkaVersions[version]))!.HasStoreOffset);

    [Fact]
    public void There_is_no_context_without_the_package() =>
        Assert.Null(KafkaContext.Find(Snippet.Compile("namespace Confluent.Kafka { interface IConsumer<K, V>; }", kafka: null)));
}
