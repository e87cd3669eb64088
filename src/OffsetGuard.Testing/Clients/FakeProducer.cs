using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing.Clients;

/// <summary>
/// A producer on the fake cluster: it translates and delegates; the rules are <see cref="ProducerModel"/>'s. Delivery handlers run in Poll or
/// Flush, or at the next call, never inside Produce.
/// </summary>
internal sealed partial class FakeProducer<TKey, TValue> : IProducer<TKey, TValue>
{
    private readonly IClientHost _host;
    private readonly ProducerModel _model;
    private readonly ProducerCallbacks<TKey, TValue> _callbacks;
    private readonly Queue<Action> _reports = new();
    private bool _isFatalTold;
    private bool _isDisposed;

    public FakeProducer(IClientHost host, ProducerSettings settings, ProducerCallbacks<TKey, TValue> callbacks)
    {
        _host = host;
        _callbacks = callbacks;
        if (host.FinishesSends)   // time may never move then, and everything would go to one partition
            settings = settings with { StickyLinger = TimeSpan.Zero };
        _host.Enter();
        _model = host.Connect(id => new ProducerModel(id, settings, host.Cluster.Choice, OnReport));
        _host.Exit();
    }

    /// <summary>The state machine behind the facade.</summary>
    internal ProducerModel Model => _model;

    public string Name => _model.Channel.Name;

    public Handle Handle { get; } = new();

    public int Poll(TimeSpan timeout)
    {
        if (_isDisposed)
            return 0;   // as the real client, which serves its events on a thread of its own
        if (_reports.Count == 0)
            Call(() => WaitUntil(() => _reports.Count > 0 || _model.OutstandingCount == 0, timeout));
        return RunReports();
    }

    public int Flush(TimeSpan timeout)
    {
        Flush(timeout, CancellationToken.None);
        return _model.OutstandingCount;
    }

    public void Flush(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flush(Timeout.InfiniteTimeSpan, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public int AddBrokers(string brokers)
    {
        ArgumentNullException.ThrowIfNull(brokers);
        return 0;   // there is no network to extend
    }

    public void SetSaslCredentials(string username, string password)
    {
        // There is no connection to authenticate.
    }

    /// <summary>What is not delivered yet is lost: its handlers are not called and its tasks never finish.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _reports.Clear();
        _host.Enter();
        _host.Cluster.Disconnect(_model);
        _host.Exit();
    }

    private void Flush(TimeSpan timeout, CancellationToken cancellation)
    {
        Call(() =>
        {
            _model.SendNow(_host.Cluster.Now);
            WaitUntil(() => _model.OutstandingCount == 0, timeout, cancellation);
        });
        RunReports();
    }

    private bool WaitUntil(Func<bool> isReady, TimeSpan timeout, CancellationToken cancellation = default)
    {
        _host.Cluster.Pump();
        var until = timeout < TimeSpan.Zero ? DateTimeOffset.MaxValue : _host.Cluster.Now + timeout;
        return isReady() || _host.Wait(isReady, until, cancellation);
    }

    private int RunReports()
    {
        if (_model.FatalError != BrokerError.None && !_isFatalTold)
        {
            _isFatalTold = true;
            _callbacks.Error?.Invoke(this, _model.FatalError.ToFatal());
        }

        var count = 0;
        for (; _reports.TryDequeue(out var report); count++)
            Run(report);
        return count;
    }

    /// <summary>What a delivery handler throws goes to the error handler and no further.</summary>
    private void Run(Action report)
    {
        try
        {
            report();
        }
        catch (Exception failure)
        {
            _callbacks.Error?.Invoke(this, new Error(ErrorCode.Local_Application, $"Local: Application generated error: {failure.Message}"));
        }
    }

    private void Call(Action action)
    {
        _host.Enter();
        try
        {
            if (_isDisposed)
                throw Refusals.Disposed();
            action();
        }
        finally
        {
            _host.Exit();
        }
    }
}
