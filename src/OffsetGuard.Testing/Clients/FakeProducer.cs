using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing.Clients;

/// <summary>
/// A producer on the fake cluster: it translates and delegates; the rules are <see cref="ProducerModel"/>'s. Delivery handlers run on a thread
/// of their own; under a clock that has none, in Poll or Flush or at the next call, never inside Produce.
/// </summary>
internal sealed partial class FakeProducer<TKey, TValue> : IProducer<TKey, TValue>
{
    private readonly IClientHost _host;
    private readonly ProducerModel _model;
    private readonly ProducerCallbacks<TKey, TValue> _callbacks;
    private readonly DeliveryReports _reports;
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
        _reports = new DeliveryReports(host, callbacks.PollsInBackground ? Name : null);
    }

    /// <summary>The state machine behind the facade.</summary>
    internal ProducerModel Model => _model;

    public string Name => _model.Channel.Name;

    public Handle Handle { get; } = new();

    public int Poll(TimeSpan timeout)
    {
        if (_isDisposed)
            return 0;   // as the real client, which serves its events on a thread of its own
        if (_reports.HasThread)
            return CountTold(timeout);
        if (!_reports.HasAny)
            Call(() => WaitUntil(() => _reports.HasAny || (!_host.IsLive && _model.OutstandingCount == 0), timeout));
        return _reports.Tell();
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
        _host.Enter();
        _isDisposed = true;
        _reports.Close();
        _host.Cluster.Disconnect(_model);
        _host.Exit();
    }

    private void Flush(TimeSpan timeout, CancellationToken cancellation)
    {
        Call(() =>
        {
            _model.SendNow(_host.Cluster.Now);
            WaitUntil(() => _model.OutstandingCount == 0 && (_reports.IsDone || !_reports.HasThread), timeout, cancellation);
        });
        TellHere();
    }

    /// <summary>How many reports the thread has told meanwhile.</summary>
    private int CountTold(TimeSpan timeout)
    {
        var count = 0;
        Call(() =>
        {
            WaitUntil(() => _reports.ToldCount > 0, timeout);
            count = _reports.TakeToldCount();
        });
        return count;
    }

    private bool WaitUntil(Func<bool> isReady, TimeSpan timeout, CancellationToken cancellation = default)
    {
        _host.Cluster.Pump();
        var until = timeout < TimeSpan.Zero ? DateTimeOffset.MaxValue : _host.Cluster.Now + timeout;
        return isReady() || (_host.Wait(() => _isDisposed || isReady(), until, cancellation) && !_isDisposed);
    }

    private void TellHere()
    {
        if (!_reports.HasThread)
            _reports.Tell();
    }

    private void NoteFatalError()
    {
        if (_isFatalTold || _model.FatalError == BrokerError.None || _callbacks.Error is null)
            return;
        _isFatalTold = true;
        _reports.Add(() => Raise(_model.FatalError.ToFatal()));
    }

    /// <summary>What a delivery handler throws goes to the error handler and no further.</summary>
    private void Run(Action<DeliveryReport<TKey, TValue>> handler, DeliveryReport<TKey, TValue> report)
    {
        try
        {
            handler(report);
        }
        catch (Exception failure)
        {
            Raise(new Error(ErrorCode.Local_Application, $"Local: Application generated error: {failure.Message}"));
        }
    }

    private void Raise(Error error)
    {
        try
        {
            _callbacks.Error?.Invoke(this, error);
        }
        catch (Exception)
        {
            // As the real client: there is nobody to tell.
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
            NoteFatalError();
        }
        finally
        {
            _host.Exit();
        }
    }
}
