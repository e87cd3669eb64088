using System.Runtime.CompilerServices;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.History;
using OffsetGuard.Testing.Configuration;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing.Clients;

/// <summary>A consumer on the fake cluster: it translates and delegates; the rules are <see cref="ConsumerModel"/>'s.</summary>
internal sealed partial class FakeConsumer<TKey, TValue> : IConsumer<TKey, TValue>
{
    private readonly IClientHost _host;
    private readonly ConsumerModel _model;
    private readonly ConsumerSettings _settings;
    private readonly ConsumerCallbacks<TKey, TValue> _callbacks;
    private readonly ManagedSettings _managed;
    private readonly Func<bool> _hasWork;
    private bool _isDisposed;
    private bool _isCloseFailed;

    public FakeConsumer(IClientHost host, ConsumerSettings settings, ManagedSettings managed, ConsumerCallbacks<TKey, TValue> callbacks)
    {
        _managed = managed;
        _host = host;
        _settings = settings;
        _callbacks = callbacks;
        _host.Enter();
        _model = host.Connect(id => new ConsumerModel(id, settings, host.Cluster.History, host.Cluster.Now));
        _host.Exit();
        _hasWork = () => _model.HasWork || _isDisposed;
    }

    /// <summary>The state machine behind the facade.</summary>
    internal ConsumerModel Model => _model;

    public string Name => _model.Channel.Name;

    public Handle Handle { get; } = new();

    public string MemberId => Call(() => _model.MemberId);

    public List<TopicPartition> Assignment => Call(() => _model.Partitions.Assigned.Select(p => p.Id.ToClient()).ToList());

    public List<string> Subscription => Call(() => _model.Subscription.ToList());

    /// <summary>One call of the application: its turn, the fence of a closed client, and what it set in motion.</summary>
    private T Call<T>(Func<T> action, [CallerMemberName] string operation = "")
    {
        _host.Enter();
        try
        {
            if (_isDisposed)
                throw Refusals.Disposed();
            if (_isCloseFailed)
                throw Refusals.HalfClosed();
            var result = action();
            _host.Cluster.Pump();
            return result;
        }
        catch (KafkaException failure)
        {
            Note(new CallFailed(operation, (BrokerError)failure.Error.Code));
            throw;
        }
        finally
        {
            _host.Exit();
        }
    }

    private void Call(Func<BrokerError> action, [CallerMemberName] string operation = "")
    {
        ThrowIfError(Call<BrokerError>(
            () =>
            {
                var error = action();
                if (error != BrokerError.None)
                    Note(new CallFailed(operation, error));
                return error;
            },
            operation));
    }

    /// <summary>Adds to the history what no request shows.</summary>
    private void Note(ClientEvent happened) => _host.Cluster.History.Add(_model.Channel.ClientId, happened);

    /// <summary>A fatal error is reported as what it was, and as fatal.</summary>
    private void ThrowIfError(BrokerError code)
    {
        if (code == BrokerError.LocalFatal)
            throw Refusals.Fatal(_model.FatalError);
        code.ThrowIfError();
    }
}
