using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Assignment;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>A process that stands still, and wakes up in a world that has gone on.</summary>
public sealed class FreezeTests
{
    private static readonly TopicPartition s_orders0 = At("orders", 0);
    private static readonly TimeSpan s_longerThanSession = TimeSpan.FromSeconds(50);

    private readonly ConsumerScenario _world = ConsumerScenario.With("orders", partitions: 2).Produce(s_orders0, "a", "b", "c");

    private static ConsumerSettings Settings => ConsumerScenario.Settings with { IsAutoCommit = false };

    private SimulatedCluster Cluster => _world.Cluster;

    [Fact]
    public void A_zombie_that_wakes_up_after_its_session_commits_in_vain()
    {
        var (zombie, heir) = (Member(Settings), Member(Settings));
        Cluster.Freeze(zombie);
        PollFor(s_longerThanSession, heir);
        _world.Commit(heir, s_orders0, nextOffset: 3);

        Cluster.Thaw(zombie);
        var error = _world.Commit(zombie, s_orders0, nextOffset: 1);

        Assert.Equal(ErrorCode.UnknownMemberId, error);
        Assert.Equal(3, _world.Committed(s_orders0));
    }

    [Fact]
    public void A_static_zombie_keeps_its_place_in_the_group_but_not_its_generation()
    {
        var settings = Settings with { SessionTimeout = TimeSpan.FromMinutes(10), MaxPollInterval = TimeSpan.FromMinutes(1) };
        var zombie = Member(settings with { InstanceId = "i1" });
        zombie.BeginPoll();   // inside Consume: it has not been away for too long
        Cluster.Freeze(zombie);
        PollFor(TimeSpan.FromSeconds(75), Member(settings));   // a rebalance waits for a minute, and then another one for who does not sync

        Cluster.Thaw(zombie);
        var error = _world.Commit(zombie, s_orders0, nextOffset: 1);

        Assert.Equal(ErrorCode.IllegalGeneration, error);
        Assert.Null(_world.Committed(s_orders0));
    }

    [Fact]
    public void The_clients_of_a_process_wake_up_before_one_of_them_sends()
    {
        IClientModel[] process = [Member(Settings), Member(Settings)];
        foreach (var client in process)
            Cluster.Freeze(client);
        var wire = new FreezesAgain(Cluster, process);
        PollFor(TimeSpan.FromSeconds(5));   // longer than the heartbeat interval
        Cluster.Wire = wire;

        Cluster.Thaw(process);

        Assert.True(wire.HasFrozen);
        Assert.All(process, client => Assert.True(Cluster.IsFrozen(client)));
    }

    [Fact]
    public void A_frozen_member_is_silent_and_its_session_ends()
    {
        var member = Member(Settings);

        Cluster.Freeze(member);
        _world.Advance(s_longerThanSession);

        Assert.Equal(GroupState.Empty, Cluster.Kafka.Groups.Find("billing")!.State);
    }

    [Fact]
    public void A_pause_within_the_session_costs_one_heartbeat()
    {
        var member = Member(Settings);
        var heartbeats = new RequestCounter<HeartbeatRequest>();
        Cluster.Wire = heartbeats;

        Cluster.Freeze(member);
        _world.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(0, heartbeats.Count);
        Cluster.Thaw(member);

        Assert.Equal(1, heartbeats.Count);
        Assert.Equal(GroupState.Stable, Cluster.Kafka.Groups.Find("billing")!.State);
    }

    [Fact]
    public void Replies_wait_at_the_socket_and_are_read_in_their_order()
    {
        var (client, replies) = Asking();
        Cluster.Wire = new SlowReplies(TimeSpan.FromSeconds(1));
        Ask(client, replies, "first");
        Ask(client, replies, "second");

        Cluster.Freeze(client);
        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(replies);
        Cluster.Thaw(client);

        Assert.Equal(["first: None after 10 s", "second: None after 10 s"], replies);
    }

    [Fact]
    public void Requests_that_wait_to_be_sent_are_sent_afterwards()
    {
        var (client, replies) = Asking();
        client.Channel.Send<ProduceReply>(ARecord(), (reply, _) => replies.Add($"{reply.Error}@{reply.BaseOffset}"));

        Cluster.Freeze(client);
        _world.Produce(s_orders0, "of another producer").Advance(TimeSpan.FromSeconds(1));
        Cluster.Thaw(client);

        Assert.Equal(["None@4"], replies);
    }

    [Fact]
    public void A_reply_that_came_too_late_but_waits_at_the_socket_is_read_before_anybody_looks_at_the_time()
    {
        var (client, replies) = Asking();
        Cluster.Wire = new SlowReplies(TimeSpan.FromSeconds(90));
        Ask(client, replies, "late");

        Cluster.Freeze(client);
        _world.Advance(TimeSpan.FromSeconds(100));
        Cluster.Thaw(client);

        Assert.Equal(["late: None after 100 s"], replies);
    }

    [Fact]
    public void A_request_whose_time_is_over_times_out_on_waking_up()
    {
        var (client, replies) = Asking();
        Cluster.Wire = new SlowReplies(TimeSpan.FromSeconds(90));
        Ask(client, replies, "slow");

        Cluster.Freeze(client);
        _world.Advance(TimeSpan.FromSeconds(70));
        Cluster.Thaw(client);
        _world.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["slow: LocalTimedOut after 70 s"], replies);
    }

    [Fact]
    public void A_connection_that_broke_meanwhile_is_noticed_on_waking_up()
    {
        var (client, replies) = Asking();
        Cluster.Wire = new SlowReplies(TimeSpan.FromSeconds(1));
        Ask(client, replies, "read");
        Cluster.Freeze(client);
        _world.Advance(TimeSpan.FromSeconds(2));
        Cluster.Thaw(client);
        Ask(client, replies, "lost");

        Cluster.Freeze(client);
        Cluster.Kill(brokerId: 1);
        Assert.Single(replies);
        Cluster.Thaw(client);

        Assert.Equal(["read: None after 2 s", "lost: LocalTransport after 0 s"], replies);
    }

    [Fact]
    public void A_process_that_is_killed_in_its_sleep_does_not_wake_up()
    {
        var (client, replies) = Asking();
        Cluster.Wire = new SlowReplies(TimeSpan.FromSeconds(1));
        Ask(client, replies, "never read");
        Cluster.Freeze(client);

        Cluster.Disconnect(client);
        _world.Advance(TimeSpan.FromSeconds(10));
        Cluster.Thaw(client);

        Assert.Empty(replies);
        Assert.DoesNotContain(client, Cluster.Clients);
    }

    [Fact]
    public void A_consumer_that_slept_longer_than_it_may_go_without_a_poll_is_told_so_once()
    {
        var settings = Settings with { SessionTimeout = TimeSpan.FromSeconds(20), MaxPollInterval = TimeSpan.FromSeconds(20) };
        var member = Member(settings);

        Cluster.Freeze(member);
        _world.Advance(TimeSpan.FromMinutes(2));
        Cluster.Thaw(member);
        PollFor(TimeSpan.FromSeconds(5), member);

        Assert.Single(_world.Told.OfType<ConsumeFailed>(), f => f.Error == ErrorCode.LocalMaxPollExceeded);
        Assert.Equal(GroupState.Stable, Cluster.Kafka.Groups.Find("billing")!.State);
    }

    [Fact]
    public void Nothing_of_a_frozen_client_keeps_time_from_passing()
    {
        var member = Member(Settings with { IsAutoCommit = true });
        var before = Cluster.NextDeadline();
        Cluster.Freeze(member);

        Assert.True(before < Cluster.Now + TimeSpan.FromSeconds(6));
        Assert.True(Cluster.NextDeadline() > Cluster.Now + TimeSpan.FromSeconds(40));
        Assert.True(Cluster.IsIdle);
    }

    [Theory]
    [InlineData("cooperative")]
    [InlineData("consumer")]
    public void A_member_that_slept_through_a_rebalance_is_told_that_it_lost_everything_and_gets_its_share_again(string protocol)
    {
        var settings = protocol == "consumer"
            ? Settings with { Protocol = GroupKind.Consumer }
            : Settings with { Assignors = [Assignor.CooperativeSticky] };
        var sleeper = Member(settings);
        Cluster.Freeze(sleeper);
        var other = Member(settings);
        PollFor(TimeSpan.FromMinutes(2), other);
        Assert.Equal(2, other.Partitions.Assigned.Count);
        _world.Told.Clear();

        Cluster.Thaw(sleeper);
        PollFor(TimeSpan.FromSeconds(30), sleeper, other);

        Assert.Contains(_world.Told.OfType<PartitionsRevoked>(), r => r.IsLost && r.Partitions.Count == 2);
        Assert.Equal((1, 1), (sleeper.Partitions.Assigned.Count, other.Partitions.Assigned.Count));
    }

    [Fact]
    public void A_producer_that_slept_until_its_transaction_was_aborted_is_fenced()
    {
        var settings = new ProducerSettings { TransactionalId = "billing-1", IsIdempotent = true, TransactionTimeout = TimeSpan.FromSeconds(30) };
        var producer = Cluster.Connect(id => new ProducerModel(id, settings, Cluster.Choice, _ => { }));
        producer.Transaction.Init();
        _world.Settle();
        producer.Transaction.Begin();
        producer.Produce(s_orders0, new NewRecord(null, Bytes("half"), 0), Cluster.Now, context: null);
        _world.Advance(TimeSpan.FromSeconds(1));

        Cluster.Freeze(producer);
        _world.Advance(TimeSpan.FromMinutes(1));
        Cluster.Thaw(producer);
        var commit = producer.Transaction.Commit(Cluster.Now);
        _world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((FailureKind.Fatal, ErrorCode.LocalFenced), (commit.Value, commit.Error));
        Assert.Equal(5, Cluster.Kafka.Topics.Find("orders")!.Partitions[0].LastStableOffset);   // a, b, c, half, abort
    }

    private ConsumerModel Member(ConsumerSettings settings)
    {
        var member = _world.Consumer(settings);
        member.Subscribe(["orders"], Cluster.Now);
        PollFor(TimeSpan.FromSeconds(10), [.. Cluster.Clients.OfType<ConsumerModel>().Where(c => !Cluster.IsFrozen(c))]);
        return member;
    }

    private void PollFor(TimeSpan time, params ConsumerModel[] members)
    {
        var until = Cluster.Now + time;
        do
        {
            foreach (var member in members)
                _world.Consume(member);
        }
        while (Cluster.Step(until));
    }

    private static ProduceRequest ARecord() => new(s_orders0, [new NewRecord(null, null, 0)]);

    private (OneShotClient Client, List<string> Replies) Asking() => (Cluster.Connect(id => new OneShotClient(id)), []);

    private void Ask(OneShotClient client, List<string> replies, string name)
    {
        var sent = Cluster.Now;
        client.Channel.Send<ProduceReply>(ARecord(), (reply, now) => replies.Add($"{name}: {reply.Error} after {(now - sent).TotalSeconds} s"));
        _world.Settle();
    }

    /// <summary>The first request of the process freezes the whole process again.</summary>
    private sealed class FreezesAgain(SimulatedCluster cluster, IReadOnlyList<IClientModel> process) : IWire
    {
        public bool HasFrozen { get; private set; }

        public Passage OfRequest(in Call call)
        {
            if (HasFrozen)
                return Passage.Deliver;
            HasFrozen = true;
            foreach (var client in process)
                cluster.Freeze(client);
            return Passage.Deliver;
        }

        public Passage OfReply(in Answer answer) => Passage.Deliver;
    }

    private sealed class SlowReplies(TimeSpan time) : IWire
    {
        public Passage OfRequest(in Call call) => Passage.Deliver;

        public Passage OfReply(in Answer answer) => Passage.Delay(time);
    }

    private sealed class RequestCounter<TRequest> : IWire
    {
        public int Count { get; private set; }

        public Passage OfRequest(in Call call)
        {
            Count += call.Request is TRequest ? 1 : 0;
            return Passage.Deliver;
        }

        public Passage OfReply(in Answer answer) => Passage.Deliver;
    }
}
