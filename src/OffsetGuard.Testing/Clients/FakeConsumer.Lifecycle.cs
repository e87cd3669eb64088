using System.Runtime.ExceptionServices;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.History;

namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeConsumer<TKey, TValue>
{
    public IConsumerGroupMetadata ConsumerGroupMetadata => Call(() => new FakeConsumerGroupMetadata(_model.GroupId, _model.Stamp));

    /// <summary>Revoked handler, last commit, LeaveGroup, then disposed.</summary>
    public void Close()
    {
        ExceptionDispatchInfo? handlerFailure = null;
        Call(() =>
        {
            if (_model.FatalError != BrokerError.None)
                return BrokerError.LocalFatal;
            _model.BeginClose();
            do
            {
                _host.Cluster.Pump();
                while (_model.TryTakeEvent(out var told))
                {
                    // Errors and ends of partitions have nobody to go to any more.
                    handlerFailure = told is ConsumeFailed or PartitionEnd ? handlerFailure : RunHandler(told) ?? handlerFailure;
                    _host.Cluster.Pump();
                }
            }
            while (!_model.IsClosed && !_isDisposed && _host.Wait(() => _hasWork() || _model.IsClosed, DateTimeOffset.MaxValue, CancellationToken.None));
            return BrokerError.None;
        });
        _isCloseFailed = handlerFailure is not null;   // it is not disposed then: the real client's behaviour
        handlerFailure?.Throw();
        Dispose();
    }

    /// <summary>No handler, no commit, no LeaveGroup: the group keeps the partitions until the session times out.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _host.Enter();
        Note(new ClientEnded(_model.IsClosed));
        _isDisposed = true;
        _host.Cluster.Disconnect(_model);
        _host.Exit();
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
}
