using Confluent.Kafka.Admin;
using OffsetGuard.Testing.Clients;
using OffsetGuard.Testing.Hosting;
using BrokerReply = OffsetGuard.Broker.Protocol.Reply;
using BrokerRequest = OffsetGuard.Broker.Protocol.Request;

namespace OffsetGuard.Testing;

/// <summary>
/// An admin client on a <see cref="FakeKafka"/>. What Confluent.Kafka offers as extension methods that cast to its own class stands here
/// as instance methods of the same names. Tasks are complete when they are returned.
/// </summary>
public sealed partial class FakeAdminClient : IAdminClient
{
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromSeconds(60);   // librdkafka: socket.timeout.ms

    private readonly IClientHost _host;
    private readonly AdminModel _model;
    private bool _isDisposed;

    internal FakeAdminClient(IClientHost host, string clientName = "rdkafka")
    {
        _host = host;
        _host.Enter();
        _model = host.Connect(id => new AdminModel(id, $"{clientName}#producer-{id}"));   // the real one is a producer inside
        _host.Exit();
    }

    /// <inheritdoc/>
    public Handle Handle { get; } = new();

    /// <inheritdoc/>
    public string Name => _model.Channel.Name;

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

    /// <summary>Ends the client.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed already: unlike consumers and producers, an admin client says so.</exception>
    public void Dispose()
    {
        ThrowIfDisposed();
        _isDisposed = true;
        _host.Enter();
        _host.Cluster.Disconnect(_model);
        _host.Exit();
    }

    private void ThrowIfDisposed()
    {
        if (_isDisposed)
            throw Refusals.Disposed();
    }

    /// <summary>Runs a call whose Kafka errors belong into its task.</summary>
    private static Task<T> AsTask<T>(Func<T> call)
    {
        try
        {
            return Task.FromResult(call());
        }
        catch (KafkaException failure)
        {
            return Task.FromException<T>(failure);
        }
    }

    /// <summary>Sends one request and waits for its reply, in virtual time.</summary>
    private TReply Ask<TReply>(BrokerRequest request, TimeSpan? timeout = null)
        where TReply : BrokerReply
    {
        _host.Enter();
        try
        {
            var pending = _model.Ask<TReply>(request);
            _host.Cluster.Pump();
            var isDone = pending.IsDone
                || _host.Wait(() => pending.IsDone, _host.Cluster.Now + (timeout ?? s_requestTimeout), CancellationToken.None);
            return isDone && pending.Value.Error != BrokerError.LocalTimedOut
                ? pending.Value
                : throw new KafkaException(BrokerError.LocalTimedOut.ToClient());
        }
        finally
        {
            _host.Exit();
        }
    }

    /// <summary>The same for requests that succeed or fail as a whole.</summary>
    private TReply AskForAll<TReply>(BrokerRequest request, TimeSpan? timeout)
        where TReply : BrokerReply
    {
        var reply = Ask<TReply>(request, timeout);
        reply.Error.ThrowIfError();
        return reply;
    }

    /// <summary>librdkafka looks at the arguments before it asks a broker.</summary>
    private static void RequireSomeAndDistinct<T>(IReadOnlyCollection<T> items, string what)
    {
        if (items.Count == 0)
            throw InvalidArgument($"No {what} were given. Name at least one.");
        if (items.Distinct().Count() != items.Count)
            throw InvalidArgument($"Duplicate {what} are not allowed. Name each once.");
    }

    private static KafkaException InvalidArgument(string why) =>
        new(new Error(ErrorCode.Local_InvalidArg, $"Local: Invalid argument or configuration: {why}"));
}
