using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Simulation;

/// <summary>
/// A cluster, its clients and one virtual time. Messages take no time unless the wire says so; waiting moves time to the next deadline.
/// </summary>
/// <remarks>Not thread-safe: whoever hosts the clients makes sure that one thread at a time is inside.</remarks>
internal sealed partial class SimulatedCluster(ClusterOptions options, IChoice choice)
{
    /// <summary>Virtual time begins here in every run.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Transit _transit = new();
    private DateTimeOffset _beganAt = Epoch;
    private DateTimeOffset _now = Epoch;

    public KafkaCluster Kafka { get; } = new(options);

    public IChoice Choice { get; } = choice;

    public DateTimeOffset Now
    {
        get => _now;
        private set
        {
            _now = value;
            History.Now = value - _beganAt;
        }
    }

    public ClusterHistory History => Kafka.History;

    /// <summary>Time begins here instead of at <see cref="Epoch"/>.</summary>
    public DateTimeOffset StartsAt
    {
        init
        {
            _beganAt = value;
            Now = value;
        }
    }

    /// <summary>Grows whenever something may have changed: a message was carried, or something was due.</summary>
    public long EventCount { get; private set; }

    public IWire Wire { get; set; } = new PerfectWire();

    /// <summary>Whether nothing more happens unless an application calls or something comes round again, such as a heartbeat.</summary>
    public bool IsIdle => _transit.Next is null && !Array.Exists(_running, c => c.IsBusy) && Kafka.Groups.All.All(g =>
        g.State is GroupState.Stable or GroupState.Empty or GroupState.Dead || Array.Exists(_running, c => c.GroupThatWaits == g.Id));

    /// <summary>What waits at a gate goes on, in the order in which it came there.</summary>
    public void Open(Gate gate)
    {
        while (gate.TryRelease(out var message))
            _transit.Add(message, Now);
    }

    /// <summary>Carries requests and replies until none is left that arrives now.</summary>
    public void Pump()
    {
        while (CarryDelayed() | CarryRequests() | CarryReplies())
            EventCount++;
    }

    /// <summary>Moves time to the next deadline at or before <paramref name="limit"/> and does what is due then.</summary>
    /// <returns>False when nothing was due: time then stands at <paramref name="limit"/>.</returns>
    public bool Step(DateTimeOffset limit)
    {
        Pump();
        var next = NextDeadline();
        if (next is null || next > limit)
        {
            Now = limit > Now ? limit : Now;
            return false;
        }

        Now = next > Now ? next.Value : Now;
        EventCount++;
        Kafka.Tick(Now);
        foreach (var client in _running)
            Tick(client);
        Pump();
        return true;
    }

    /// <summary>The earliest instant at which a broker or a client has something to do, or null.</summary>
    public DateTimeOffset? NextDeadline()
    {
        var next = Earliest.Of(Kafka.NextDeadline, _transit.Next);
        foreach (var client in _running)
        {
            next = Earliest.Of(next, client.NextDeadline, client.Channel.NextDeadline);
        }

        return next < Now ? Now : next;   // what is overdue is due now: time never runs back
    }

    private void Tick(IClientModel client)
    {
        client.Channel.Tick(Now);
        client.Tick(Now);
    }

    // Most rounds find nothing to carry: they look, and make no room for messages.
    private bool CarryDelayed() => !_transit.IsEmpty && CarryDue();

    private bool CarryDue()
    {
        var carried = false;
        while (_transit.TryTakeDue(Now, out var message))
        {
            carried = true;
            Arrive(message);
        }

        return carried;
    }

    private bool CarryRequests()
    {
        var carried = false;
        foreach (var client in _running)
        {
            if (client.Channel.MayHaveRequests)
                carried |= CarryRequestsOf(client.Channel);
        }

        return carried;
    }

    private bool CarryRequestsOf(ClientChannel channel)
    {
        var carried = false;
        while (channel.TryTakeRequest(Now, out var call))
        {
            carried = true;
            var passage = Wire.OfRequest(call);
            if (passage.Kind == PassageKind.Deliver)
                Deliver(call);
            else
                Carry(new Message(call, Reply: null), passage);
        }

        return carried;
    }

    private bool CarryReplies() => Kafka.HasReplies && CarryWaitingReplies();

    private bool CarryWaitingReplies()
    {
        while (Kafka.TryTakeReply(out var answer))
        {
            var passage = Wire.OfReply(answer);
            if (passage.Kind == PassageKind.Deliver)
                Arrive(new Message(answer.Call, answer.Reply));
            else
                Carry(new Message(answer.Call, answer.Reply), passage);
        }

        return true;
    }

    private void Carry(in Message message, in Passage passage)
    {
        History.Diverted(message, passage);
        switch (passage.Kind)
        {
            case PassageKind.Lose:
                TimeOut(message.Call);
                break;
            case PassageKind.Delay:
                TimeOut(message.Call);
                _transit.Add(message, Now + passage.Time);
                break;
            case PassageKind.Hold:
                TimeOut(message.Call);
                passage.Gate.Hold(message);
                break;
            case PassageKind.Duplicate:
                Arrive(message);
                _transit.Add(message, Now + passage.Time);
                break;
            case PassageKind.Answer when message.Reply is null:
                Kafka.Answer(message.Call, passage.Reply);
                break;
            case PassageKind.Answer:
                Arrive(message with { Reply = passage.Reply });
                break;
            case PassageKind.Replace:
                Arrive(message with { Call = message.Call with { Request = passage.Request } });
                break;
        }
    }

    private void Arrive(in Message message)
    {
        if (message.Reply is not { } reply)
            Deliver(message.Call);
        else if (_frozen.Count > 0 && _frozen.TryGetValue(message.Call.ClientId, out var frozen))
            frozen.Keep(new Answer(message.Call, reply));
        else if (_byId.TryGetValue(message.Call.ClientId, out var client))
            Arrive(client, new Answer(message.Call, reply));
    }

    private void Arrive(IClientModel client, in Answer answer)
    {
        History.Answered(answer);
        client.Channel.Receive(answer, Now);
    }

    /// <summary>A broker that runs handles the call; one that hangs keeps it, and the client waits in vain; where none is, the connection breaks.</summary>
    private void Deliver(in Call call)
    {
        switch (Kafka.Brokers.Find(call.Broker)?.State)
        {
            case BrokerState.Stopped:
                if (_byId.TryGetValue(call.ClientId, out var client))
                    Break(client, call.Broker);
                break;
            case BrokerState.Paused:
                TimeOut(call);
                Kafka.Handle(call, Now);
                break;
            default:
                Kafka.Handle(call, Now);
                break;
        }
    }

    /// <summary>
    /// Requests time out only where a message was lost or held up: the others are answered, however long the broker parks them. The time
    /// runs from the moment of the loss, because a parked request stands for many that the real client would send one after the other.
    /// </summary>
    private void TimeOut(in Call call) => _transit.Add(new Message(call, call.Request.Refuse(ErrorCode.LocalTimedOut)), Now + call.Timeout);
}
