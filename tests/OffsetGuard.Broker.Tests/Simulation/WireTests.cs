using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>What can happen to messages on their way, seen by a client that produces and notes the replies.</summary>
public sealed class WireTests
{
    private static readonly TopicPartition s_orders = new("orders", 0);
    private readonly SimulatedCluster _cluster = new(new ClusterOptions(), new RotatingChoice());
    private readonly PlainClient _client;
    private readonly List<string> _replies = [];

    public WireTests()
    {
        _client = _cluster.Connect(id => new PlainClient(id));
        _client.Channel.Send<CreateTopicReply>(new CreateTopicRequest("orders", 1), (_, _) => { });
        _cluster.Pump();
    }

    private long LogEnd => _cluster.Kafka.Topics.Find("orders")!.Partitions[0].Log.LogEndOffset;

    [Fact]
    public void A_perfect_wire_delivers_at_once()
    {
        Produce();

        Assert.Equal(["None@0 after 0 s"], _replies);
    }

    [Fact]
    public void A_request_that_is_lost_has_no_effect_and_times_out()
    {
        _cluster.Wire = new Wire { Request = _ => Passage.Lose };

        Produce();
        Advance(61);

        Assert.Equal(0, LogEnd);
        Assert.Equal(["LocalTimedOut@-1 after 60 s"], _replies);
    }

    [Fact]
    public void A_reply_that_is_lost_leaves_its_effect_behind()
    {
        _cluster.Wire = new Wire { Reply = _ => Passage.Lose };

        Produce();
        Advance(61);

        Assert.Equal(1, LogEnd);
        Assert.Equal(["LocalTimedOut@-1 after 60 s"], _replies);
    }

    [Fact]
    public void A_request_that_is_delayed_takes_effect_later()
    {
        _cluster.Wire = new Wire { Request = _ => Passage.Delay(TimeSpan.FromSeconds(2)) };

        Produce();
        Advance(1);
        var early = LogEnd;
        Advance(2);

        Assert.Equal((0, 1), (early, LogEnd));
        Assert.Equal(["None@0 after 2 s"], _replies);
    }

    [Fact]
    public void A_reply_that_is_delayed_keeps_the_client_waiting()
    {
        _cluster.Wire = new Wire { Reply = _ => Passage.Delay(TimeSpan.FromSeconds(2)) };

        Produce();
        var early = LogEnd;
        Advance(3);

        Assert.Equal(1, early);
        Assert.Equal(["None@0 after 2 s"], _replies);
    }

    [Fact]
    public void What_comes_after_the_timeout_is_ignored()
    {
        _cluster.Wire = new Wire { Request = _ => Passage.Delay(TimeSpan.FromSeconds(90)) };

        Produce();
        Advance(100);

        Assert.Equal(1, LogEnd);
        Assert.Equal(["LocalTimedOut@-1 after 60 s"], _replies);
    }

    [Fact]
    public void Messages_with_the_same_delay_keep_their_order()
    {
        _cluster.Wire = new Wire { Request = _ => Passage.Delay(TimeSpan.FromSeconds(2)) };

        Produce(values: 1);
        Produce(values: 2);
        Advance(2);

        Assert.Equal(["None@0 after 2 s", "None@1 after 2 s"], _replies);
    }

    [Fact]
    public void A_request_that_is_duplicated_takes_effect_twice_and_is_answered_once()
    {
        _cluster.Wire = new Wire { Request = _ => Passage.Duplicate(TimeSpan.FromSeconds(1)) };

        Produce();
        Advance(2);

        Assert.Equal(2, LogEnd);
        Assert.Equal(["None@0 after 0 s"], _replies);
    }

    [Fact]
    public void A_request_can_be_answered_in_place_of_its_effect()
    {
        _cluster.Wire = new Wire { Request = call => Passage.Answer(call.Request.Refuse(ErrorCode.PolicyViolation)) };

        Produce();

        Assert.Equal(0, LogEnd);
        Assert.Equal(["PolicyViolation@-1 after 0 s"], _replies);
    }

    [Fact]
    public void A_reply_can_be_replaced_after_the_effect()
    {
        _cluster.Wire = new Wire { Reply = _ => Passage.Answer(new ProduceReply(ErrorCode.RequestTimedOut, -1)) };

        Produce();

        Assert.Equal(1, LogEnd);
        Assert.Equal(["RequestTimedOut@-1 after 0 s"], _replies);
    }

    [Fact]
    public void A_request_can_be_replaced()
    {
        _cluster.Wire = new Wire { Request = _ => Passage.Replace(new ProduceRequest(s_orders, Records(3))) };

        Produce(values: 1);

        Assert.Equal(3, LogEnd);
        Assert.Equal(["None@0 after 0 s"], _replies);
    }

    [Fact]
    public void What_waits_at_a_gate_goes_on_in_its_order_when_that_opens()
    {
        var gate = new Gate();
        var wire = new Wire { Request = _ => Passage.Hold(gate) };
        _cluster.Wire = wire;

        Produce(values: 1);
        Produce(values: 2);
        Advance(5);
        var (held, early) = (gate.HeldCount, LogEnd);
        _cluster.Open(gate);
        _cluster.Pump();

        Assert.Equal((2, 0), (held, early));
        Assert.Equal(["None@0 after 5 s", "None@1 after 5 s"], _replies);
    }

    [Fact]
    public void A_fetch_that_was_late_on_its_way_does_not_take_the_place_of_a_newer_one()
    {
        var answered = new List<IsolationLevel>();
        void Fetch(IsolationLevel isolation) => _client.Channel.Send<FetchReply>(
            new FetchRequest(s_orders, 0, isolation, WaitMax: null), (_, _) => answered.Add(isolation));
        _cluster.Wire = new Wire
        {
            Request = call => call.Request is FetchRequest { Isolation: IsolationLevel.ReadUncommitted }
                ? Passage.Delay(TimeSpan.FromSeconds(2))
                : Passage.Deliver,
        };

        Fetch(IsolationLevel.ReadUncommitted);
        Fetch(IsolationLevel.ReadCommitted);
        Advance(3);
        Produce();

        Assert.Equal([IsolationLevel.ReadCommitted], answered);
    }

    [Fact]
    public void A_message_to_a_client_that_has_gone_changes_nothing()
    {
        _cluster.Wire = new Wire { Reply = _ => Passage.Delay(TimeSpan.FromSeconds(2)) };

        Produce();
        _cluster.Disconnect(_client);
        Advance(100);

        Assert.Empty(_replies);
    }

    private static NewRecord[] Records(int count) => [.. Enumerable.Repeat(new NewRecord(null, null, 0), count)];

    private void Produce(int values = 1)
    {
        var sent = _cluster.Now;
        _client.Channel.Send<ProduceReply>(new ProduceRequest(s_orders, Records(values)), (reply, now) =>
            _replies.Add($"{reply.Error}@{reply.BaseOffset} after {(now - sent).TotalSeconds} s"));
        _cluster.Pump();
    }

    private void Advance(int seconds)
    {
        var until = _cluster.Now + TimeSpan.FromSeconds(seconds);
        while (_cluster.Step(until))
        {
        }
    }

    private sealed class Wire : IWire
    {
        public Func<Call, Passage> Request { get; init; } = _ => Passage.Deliver;

        public Func<Answer, Passage> Reply { get; init; } = _ => Passage.Deliver;

        public Passage OfRequest(in Call call) => Request(call);

        public Passage OfReply(in Answer answer) => Reply(answer);
    }

    private sealed class PlainClient(int clientId) : IClientModel
    {
        public ClientChannel Channel { get; } = new(clientId);

        public DateTimeOffset? NextDeadline => null;

        public void Tick(DateTimeOffset now)
        {
            // It only asks.
        }
    }
}
