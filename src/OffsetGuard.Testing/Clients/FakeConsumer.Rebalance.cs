using System.Runtime.ExceptionServices;
using OffsetGuard.Broker.Clients.Consumers;
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
        IEnumerable<BrokerOffset> starts = assigned.Partitions.Select(p => new BrokerOffset(p, OffsetAndEpoch.Unset));
        try
        {
            if (_callbacks.Assigned is { } handler)
            {
                var partitions = assigned.Partitions.Select(p => p.ToClient()).ToList();
                starts = RunRebalanceHandler(() => handler(this, partitions)).Select(o => o.ToBroker()).ToList();
            }
        }
        catch
        {
            _model.FailAssigned();
            throw;
        }

        _model.AnswerAssigned([.. starts]).ThrowIfError();
    }

    private void HandleRevoked(PartitionsRevoked revoked)
    {
        try
        {
            var handler = revoked.IsLost ? _callbacks.Lost ?? _callbacks.Revoked : _callbacks.Revoked;
            if (handler is not null)
                RunRebalanceHandler(() => handler(this, revoked.Positions.ToClient()));
        }
        finally
        {
            _model.AnswerRevoked();
        }
    }

    private IEnumerable<TopicPartitionOffset> RunRebalanceHandler(Func<IEnumerable<TopicPartitionOffset>> handler)
    {
        _isInRebalanceHandler = true;
        _hasAssignedInHandler = false;
        try
        {
            var result = handler();
            return _hasAssignedInHandler ? throw Refusals.AssignInsideHandler() : result;
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
        handler(this, new CommittedOffsets(offsets, committed.Reply.FirstError.ToClient()));
    }
}
