using Confluent.Kafka.Admin;
using OffsetGuard.Testing.Clients;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing;

/// <summary>
/// An admin client on a <see cref="FakeKafka"/>. What Confluent.Kafka offers as extension methods that cast to its own class stands here
/// as instance methods of the same names.
/// </summary>
public sealed partial class FakeAdminClient : IAdminClient
{
    private readonly IClientHost _host;

    internal FakeAdminClient(IClientHost host) => _host = host;

    /// <inheritdoc/>
    public Handle Handle { get; } = new();

    /// <inheritdoc/>
    public string Name => "rdkafka#producer-admin";

    /// <inheritdoc/>
    public int AddBrokers(string brokers)
    {
        ArgumentNullException.ThrowIfNull(brokers);
        return 0;   // there is no network to extend
    }

    /// <inheritdoc/>
    public void SetSaslCredentials(string username, string password)
    {
        // There is no connection to authenticate.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
