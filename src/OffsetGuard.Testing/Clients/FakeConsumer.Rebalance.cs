using System.Runtime.ExceptionServices;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.History;
using OffsetAndEpoch = OffsetGuard.Broker.Protocol.OffsetAndEpoch;

namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeConsumer<TKey, TValue>
{
    /// <summary>Runs the application's handler for an event and answers the model; what the handler throws is given back.</summary>
    private ExceptionDispatchInfo? RunHandler(ConsumerEvent told)
    {
        try
        {
            switch (told)
            {
                case PartitionsAssigned assigned:
                    HandleAssigned(assigned);
                    break;
                case PartitionsRevoked revoked:
                    HandleRevoked(revoked);
                    break;
                case AutoCommitCompleted committed:
                    HandleCommitted(committed);
                    break;
                case StatisticsEmitted statistics:
                    _host.RunHandler(() => _callbacks.Statistics?.Invoke(this, statistics.Json));
                    break;
                case ErrorRaised raised:
                    HandleError(raised);
                    break;
            }

            return null;
        }
        catch (Exception failure)
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    private void HandleAssigned(PartitionsAssigned assigned)
    {
        Note(new PartitionsGained(assigned.Partitions, IsByGroup: true));
        IReadOnlyList<BrokerOffset> starts = [.. assigned.Partitions.Select(p => new BrokerOffset(p, OffsetAndEpoch.Unset))];
        try
        {
            if (assigned.IsIncremental && _callbacks.IsRevokedOrLostFunc)
                throw Refusals.CooperativeHandlerIsFunc();
            if (_callbacks.Assigned is { } handler)
            {
                var partitions = assigned.Partitions.Select(p => p.ToClient()).ToList();
                starts = RunRebalanceHandler(() => handler(this, partitions)).Select(o => o.ToBroker()).ToList();
            }

            if (assigned.IsIncremental && !starts.Select(s => s.Partition).Order().SequenceEqual(assigned.Partitions.Order()))
                throw Refusals.OtherPartitionsReturned();
        }
        catch
        {
            _model.FailAssigned();
            throw;
        }

        _model.AnswerAssigned(starts).ThrowIfError();
    }

    private void HandleRevoked(PartitionsRevoked revoked)
    {
        Note(new PartitionsGivenUp(revoked.Partitions, revoked.IsLost ? GivingUp.Lost : GivingUp.Revoked));
        try
        {
            if (revoked.IsIncremental && _callbacks.IsRevokedOrLostFunc)
                throw Refusals.CooperativeHandlerIsFunc();
            var handler = revoked.IsLost ? _callbacks.Lost ?? _callbacks.Revoked : _callbacks.Revoked;
            if (handler is not null)
                RunRebalanceHandler(() => handler(this, revoked.Positions.ToClient()));
        }
        catch
        {
            _model.FailRevoked();
            throw;
        }

        _model.AnswerRevoked(revoked);
    }

    private List<TopicPartitionOffset> RunRebalanceHandler(Func<IEnumerable<TopicPartitionOffset>> handler)
    {
        _isInRebalanceHandler = true;
        _hasAssignedInHandler = false;
        try
        {
            List<TopicPartitionOffset>? result = null;
            _host.RunHandler(() => result = handler()?.ToList());   // what it returns may be computed only when it is looked at
            return _hasAssignedInHandler ? throw Refusals.AssignInsideHandler() : result!;
        }
        finally
        {
            _isInRebalanceHandler = false;
        }
    }

    private void HandleCommitted(AutoCommitCompleted committed)
    {
        if (_callbacks.OffsetsCommitted is not { } handler)
            return;
        var offsets = committed.Offsets
            .Select((o, i) => new TopicPartitionOffsetError(o.ToClient(), committed.Reply.Errors[i].ToClient())).ToList();
        _host.RunHandler(() => handler(this, new CommittedOffsets(offsets, committed.Reply.Error.ToClient())));
    }

    /// <summary>The real client swallows what an error handler throws.</summary>
    private void HandleError(ErrorRaised raised)
    {
        try
        {
            _host.RunHandler(() => _callbacks.Failed?.Invoke(this, new Error((ErrorCode)raised.Error, raised.Reason)));
        }
        catch (Exception)
        {
            // As the real client: there is nobody to tell.
        }
    }
}
