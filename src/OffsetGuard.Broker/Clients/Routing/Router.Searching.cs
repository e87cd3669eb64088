using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Routing;

/// <content>Finding leaders and coordinators.</content>
internal sealed partial class Router
{
    /// <summary>Asks any broker who leads what.</summary>
    private void Refresh(DateTimeOffset now)
    {
        if (_isRefreshing)
            return;
        _isRefreshing = true;
        _channel.Send<MetadataReply>(new MetadataRequest(), (reply, at) =>
        {
            _isRefreshing = false;
            if (reply.Error != ErrorCode.None || _held.IsAnyFor(DestinationKind.Leader))
                _timers.At(at + _channel.RetryBackoff.After(++_refreshAttempts), RefreshIfNeeded);
            else
                _refreshAttempts = 0;
        });
    }

    private void RefreshIfNeeded(DateTimeOffset now)
    {
        if (_held.IsAnyFor(DestinationKind.Leader))
            Refresh(now);
    }

    private void Learn(MetadataReply metadata, DateTimeOffset now)
    {
        var changed = _view.Learn(metadata);
        foreach (var held in _held.Take(h => h.BoundTo is { } broker && broker >= 0 && !_view.Lists(broker)))
            _channel.Fail(held.Call, ErrorCode.LocalDestroyBroker, now);
        foreach (var held in _held.Take(h => IsWithoutLeader(h.Call.Request)))
            _channel.Fail(held.Call, ErrorCode.LeaderNotAvailable, now);
        Flush();
        foreach (var partition in changed)
            _channel.OnLeaderEpoch?.Invoke(partition, now);
    }

    /// <summary>Questions are not kept for a partition that has no leader; records and fetches are.</summary>
    private bool IsWithoutLeader(Request request) =>
        request.Patience != Patience.Endless && _view.Find(request.Destination) is { BrokerId: PartitionRegistration.NoLeader };

    /// <summary>A refusal that says that the client's belief is wrong.</summary>
    private void Doubt(Destination destination, ErrorCode error, DateTimeOffset now)
    {
        if (destination.Kind == DestinationKind.Leader)
        {
            if (TransientErrors.IsMoved(error) || error is ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch or ErrorCode.OffsetNotAvailable)
                Refresh(now);
        }
        else if (destination.Kind != DestinationKind.AnyBroker && TransientErrors.IsMoved(error))
        {
            _view.ForgetCoordinator(destination);
        }
    }

    /// <summary>Looks for a coordinator until there is one that answers.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_coord_query: every half second.</remarks>
    private void Search(Destination destination, DateTimeOffset now)
    {
        if (!_searched.Add(destination))
            return;
        _channel.Send<FindCoordinatorReply>(new FindCoordinatorRequest(destination), (reply, at) =>
        {
            if (reply.Error == ErrorCode.None)
                _view.Learn(destination, reply.BrokerId);
            Flush();
            _timers.At(at + s_coordinatorQueryInterval, later =>
            {
                _searched.Remove(destination);
                if (_held.Destinations.Contains(destination))
                    Search(destination, later);
            });
        });
    }
}
