using OffsetGuard.Testing.Clients;
using OffsetGuard.Testing.Configuration;

namespace OffsetGuard.Testing;

/// <summary>An <see cref="AdminClientBuilder"/> whose <see cref="Build"/> returns an admin client on a <see cref="FakeKafka"/>.</summary>
public sealed class FakeAdminClientBuilder : AdminClientBuilder
{
    private readonly FakeKafka _kafka;

    /// <summary>Creates a builder.</summary>
    /// <param name="kafka">The cluster.</param>
    /// <param name="config">The configuration that the application would use; <c>bootstrap.servers</c> is not needed.</param>
    public FakeAdminClientBuilder(FakeKafka kafka, IEnumerable<KeyValuePair<string, string>> config)
        : base(config)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        _kafka = kafka;
    }

    /// <summary>Builds the admin client.</summary>
    /// <exception cref="ArgumentException">A setting is for consumers or producers of Confluent.Kafka only, or has an impossible value.</exception>
    /// <exception cref="InvalidOperationException">There is no such setting, or settings contradict each other.</exception>
    public override IAdminClient Build() =>
        new FakeAdminClient(_kafka.Host, AdminSettingsReader.ReadClientName(Config));
}
