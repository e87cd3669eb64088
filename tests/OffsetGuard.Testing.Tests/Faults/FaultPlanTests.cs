using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Testing.Faults;
using Request = OffsetGuard.Broker.Protocol.Request;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Which request meets which fault, and what a test is told of faults that never fired.</summary>
public sealed partial class FaultPlanTests
{
    [Fact]
    public void Without_faults_there_is_nothing_to_assert()
    {
        var kafka = WithOrders();

        kafka.Faults.AssertAllFired();

        Assert.Empty(kafka.Faults.All);
        Assert.Equal("no faults", kafka.Faults.ToString());
    }

    [Fact]
    public void A_fault_fires_once_unless_it_says_otherwise()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        var once = kafka.Faults.On(Operation.Commit).Fail(ErrorCode.RebalanceInProgress);

        Throws(ErrorCode.RebalanceInProgress, () => consumer.Commit());
        consumer.Commit();

        Assert.Equal((1, true, true), (once.FiredCount, once.HasFired, once.IsArmed));
    }

    [Fact]
    public void A_fault_for_all_requests_ends_when_it_is_disarmed()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        var always = kafka.Faults.On(Operation.Commit).Fail(ErrorCode.RebalanceInProgress).Always();
        for (var i = 0; i < 5; i++)
            Throws(ErrorCode.RebalanceInProgress, () => consumer.Commit());

        kafka.Faults.DisarmAll();
        consumer.Commit();

        Assert.Equal((5, false), (always.FiredCount, always.IsArmed));
    }

    [Fact]
    public void Occurrences_are_counted_within_the_scope()
    {
        var kafka = WithOrders();
        using var billing = kafka.Assigned(Manual);
        using var shipping = kafka.Assigned(new ConsumerConfig(Manual) { GroupId = "shipping" });
        kafka.Faults.On(Operation.Commit).Group("billing").Occurrence(2).Fail(ErrorCode.GroupAuthorizationFailed).Times(2);

        var outcomes = new[] { billing, shipping, shipping, billing, shipping, billing, billing }.Select(Outcome).ToList();

        var refused = ErrorCode.GroupAuthorizationFailed;
        Assert.Equal([default, default, default, refused, default, refused, default], outcomes);
    }

    [Fact]
    public void A_client_is_found_by_its_client_id_or_by_its_name()
    {
        var kafka = WithOrders();
        using var first = kafka.Assigned(new ConsumerConfig(Manual) { ClientId = "worker" });
        using var second = kafka.Assigned(new ConsumerConfig(Manual) { ClientId = "worker" });
        using var other = kafka.Assigned(new ConsumerConfig(Manual) { ClientId = "worker-2" });
        kafka.Faults.On(Operation.Commit).Client("worker").Fail(ErrorCode.GroupAuthorizationFailed).Times(2);
        kafka.Faults.On(Operation.Commit).Client(second.Name).Fail(ErrorCode.OffsetMetadataTooLarge);

        var outcomes = new[] { other, first, second, first, second }.Select(Outcome).ToList();

        var refused = ErrorCode.GroupAuthorizationFailed;
        Assert.Equal([default, refused, refused, default, ErrorCode.OffsetMetadataTooLarge], outcomes);
    }

    [Fact]
    public void A_request_meets_the_first_fault_that_is_due_and_counts_for_the_others()
    {
        var kafka = WithOrders();
        using var consumer = kafka.Assigned(Manual);
        kafka.Faults.On(Operation.Commit).Fail(ErrorCode.GroupAuthorizationFailed);
        kafka.Faults.On(Operation.Commit).Topic("orders").Occurrence(2).Fail(ErrorCode.OffsetMetadataTooLarge);

        var outcomes = new[] { Outcome(consumer), Outcome(consumer), Outcome(consumer) };

        Assert.Equal([ErrorCode.GroupAuthorizationFailed, ErrorCode.OffsetMetadataTooLarge, default], outcomes);
    }

    [Fact]
    public void What_the_test_itself_asks_meets_no_fault()
    {
        var kafka = new FakeKafka();
        kafka.Faults.On(Operation.Produce).LoseRequest().Always();
        kafka.Faults.On(Operation.CreateTopic).Fail(ErrorCode.PolicyViolation).Always();

        kafka.CreateTopic("orders").Produce("orders", (null, "a"));

        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
        Assert.All(kafka.Faults.All, fault => Assert.Equal(0, fault.FiredCount));
    }

    [Fact]
    public void A_fault_that_never_fired_is_told_with_its_place_and_what_was_seen()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Commit).Group("biling").Partition("orders", 1).LoseReply();
        kafka.Faults.On(Operation.Produce).Topic("orders").Client("shop").Occurrence(3).Delay(TimeSpan.FromSeconds(2)).Times(2);
        consumer.Commit(consumer.Next());

        var failure = Assert.Throws<UnfiredFaultException>(kafka.Faults.AssertAllFired);

        Approve.Text(PlaceInSource().Replace(failure.Message, "FILE:LINE"));
    }

    [Fact]
    public void The_page_shows_the_real_message()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(new ConsumerConfig(Manual) { ClientId = "worker-1" });
        kafka.Faults.On(Operation.Commit).Group("biling").LoseReply();
        consumer.Commit(consumer.Next());
        consumer.Commit(consumer.Next());

        var failure = Assert.Throws<UnfiredFaultException>(kafka.Faults.AssertAllFired);

        var message = PlaceInSource().Replace(failure.Message, "BillingTests.cs:41");
        GeneratedSection.Check("docs/faults.md", "unfired", GeneratedSection.Block(message));
    }

    [Fact]
    public void Every_request_belongs_to_an_operation()
    {
        var requests = typeof(Request).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Request)) && !t.IsAbstract).ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests, type => Assert.IsNotType<Broker.InvariantException>(
            Record.Exception(() => RequestFacts.Of((Request)RuntimeHelpers.GetUninitializedObject(type)))));   // without its lists it may fail otherwise
    }

    [Fact]
    public void A_fault_that_has_fired_too_few_times_has_not_fired()
    {
        var kafka = WithOrders();
        using var consumer = kafka.Assigned(Manual);
        var fault = kafka.Faults.On(Operation.Commit).Fail(ErrorCode.GroupAuthorizationFailed).Times(2);
        Outcome(consumer);

        Assert.Throws<UnfiredFaultException>(kafka.Faults.AssertAllFired);

        fault.Disarm();
        kafka.Faults.AssertAllFired();
    }

    [Fact]
    public void A_fault_says_in_one_line_what_it_is()
    {
        var faults = new FakeKafka().Faults;
        var partition = faults.On(Operation.Commit).Partition(1);

        var texts = new[]
        {
            faults.On(Operation.Commit).Group("billing").Fail(ErrorCode.RebalanceInProgress),
            partition.FailAfterEffect(ErrorCode.RequestTimedOut),
            faults.On(Operation.Fetch).Partition("orders", 0).LoseRequest().Always(),
            faults.On(Operation.Heartbeat).Client("worker").Occurrence(2).LoseReply(),
            faults.On(Operation.Produce).Topic("orders").DelayReply(TimeSpan.FromMilliseconds(250)),
            faults.On(Operation.Produce).Duplicate(),
            faults.On(Operation.Produce).Duplicate(TimeSpan.FromSeconds(1)),
            faults.On(Operation.Join).Pause().Fault,
            faults.On(Operation.Join).PauseReply().Fault,
        };
        texts[0].Disarm();

        Approve.Text(string.Join('\n', texts.Select(t => t.ToString())));
    }

    [Theory]
    [InlineData(ErrorCode.Local_TimedOut, "LoseRequest() or LoseReply()")]
    [InlineData(ErrorCode.Local_Transport, "LoseRequest() or LoseReply()")]
    [InlineData(ErrorCode.NoError, "Leave the fault out")]
    public void A_code_that_no_broker_sends_is_refused_with_what_to_use_instead(ErrorCode error, string advice)
    {
        var commit = new FakeKafka().Faults.On(Operation.Commit);

        Assert.Contains(advice, Assert.Throws<ArgumentException>(() => commit.Fail(error)).Message, StringComparison.Ordinal);
        Assert.Contains(advice, Assert.Throws<ArgumentException>(() => commit.FailAfterEffect(error)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_that_can_never_match_is_refused()
    {
        var faults = new FakeKafka().Faults;

        var refusal = Assert.Throws<InvalidOperationException>(() => faults.On(Operation.Heartbeat).Topic("orders"));
        Assert.Throws<InvalidOperationException>(() => faults.On(Operation.Produce).Group("billing"));
        Assert.Throws<InvalidOperationException>(() => faults.On(Operation.CreateTopic).Partition(0));

        Assert.Equal("Heartbeat requests name no topics, so the fault could never fire. Scope it by Group or Client instead.", refusal.Message);
        Assert.Empty(faults.All);
    }

    [Fact]
    public void Numbers_and_times_out_of_range_are_refused()
    {
        var produce = new FakeKafka().Faults.On(Operation.Produce);

        Assert.Throws<ArgumentOutOfRangeException>(() => produce.Occurrence(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => produce.Partition(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => produce.Delay(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => produce.DelayReply(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => produce.Duplicate(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => produce.LoseReply().Times(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FakeKafka().Faults.On((Operation)99));
    }

    private static ErrorCode Outcome(IConsumer<Null, string> consumer)
    {
        try
        {
            consumer.Commit([At(1)]);
            return ErrorCode.NoError;
        }
        catch (KafkaException failure)
        {
            return failure.Error.Code;
        }
    }

    [GeneratedRegex(@"FaultPlanTests\.cs:\d+")]
    private static partial Regex PlaceInSource();
}
