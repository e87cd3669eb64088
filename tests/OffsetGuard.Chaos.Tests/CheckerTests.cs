using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Each promise is broken by a program that has one mistake, and kept by the same program without it.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void Committing_before_processing_loses_a_record() => Breaks("at-least-once", With(Loop(CommitThenProcess)));

    [Fact]
    public void Committing_after_processing_holds() => Chaos.Test(With(Loop(ProcessThenCommit)));

    [Fact]
    public void Committing_the_offset_of_the_record_itself_ends_one_too_low() => Breaks("final-commit-exact", With(Loop(CommitPlus(0))));

    [Fact]
    public void Committing_one_past_the_record_holds() => Chaos.Test(With(Loop(CommitPlus(1))));

    [Fact]
    public void Committing_two_past_the_record_loses_the_next_one() => Breaks("at-least-once", With(Loop(CommitPlus(2))));

    [Fact]
    public void Storing_before_processing_loses_a_record() => Breaks("at-least-once", With(Loop(
        (consumer, order, context) =>
        {
            consumer.StoreOffset(order);
            context.Processed(order);
        },
        AutoCommit)));

    [Fact]
    public void Storing_after_processing_holds() => Chaos.Test(With(Loop(
        (consumer, order, context) =>
        {
            context.Processed(order);
            consumer.StoreOffset(order);
        },
        AutoCommit)));

    [Fact]
    public void Leaving_store_and_commit_to_the_client_loses_a_record() => Breaks("at-least-once", With(Loop(
        (_, order, context) => context.Processed(order),
        new ConsumerConfig { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest })));

    [Fact]
    public void A_program_that_never_commits_ends_without_a_committed_offset() =>
        Breaks("final-commit-exact", With(Loop((_, order, context) => context.Processed(order))));

    [Fact]
    public void Committing_every_second_record_forgets_the_third() => Breaks("final-commit-exact", With(CommitInPairs(commitsTheRest: false)));

    [Fact]
    public void Committing_every_second_record_and_the_rest_on_stop_holds() => Chaos.Test(With(CommitInPairs(commitsTheRest: true)));

    [Fact]
    public void Seeking_back_after_processing_repeats_a_record_without_a_fault()
    {
        Breaks("gratuitous-duplicates", With(context =>
        {
            var hasSoughtBack = false;
            Loop((consumer, order, _) =>
            {
                ProcessThenCommit(consumer, order, context);
                if (order.Offset != 1 || hasSoughtBack)
                    return;
                hasSoughtBack = true;
                consumer.Seek(order.TopicPartitionOffset);
            })(context);
        }));
    }

    [Fact]
    public void Seeking_back_to_a_record_whose_handler_failed_holds()
    {
        Chaos.Test(With(context =>
        {
            var attempts = 0;
            Loop((consumer, order, _) =>
            {
                if (order.Offset == 1 && ++attempts == 1)
                    consumer.Seek(order.TopicPartitionOffset);
                else
                    ProcessThenCommit(consumer, order, context);
            })(context);
        }));
    }

    [Fact]
    public void Committing_ahead_is_reported_even_when_every_restart_reads_from_the_beginning() =>
        Breaks("commit-ahead", With(FromTheBeginning(CommitThenProcess)));

    [Fact]
    public void Reading_from_the_beginning_and_committing_after_processing_holds() => Chaos.Test(With(FromTheBeginning(ProcessThenCommit)));

    [Fact]
    public void A_program_that_ends_by_itself_leaves_records_behind() => Breaks("progress", With(context =>
    {
        using var consumer = Subscribe(context);
        ProcessThenCommit(consumer, consumer.Consume(context.Stopping), context);
        consumer.Close();
    }));

    [Fact]
    public void A_program_that_reads_what_is_there_and_ends_holds() => Chaos.Test(With(context =>
    {
        using var consumer = Subscribe(context);
        while (consumer.Consume(TimeSpan.FromMinutes(1)) is { } order)
            ProcessThenCommit(consumer, order, context);
        consumer.Close();
    }));

    [Fact]
    public void A_program_that_does_not_resume_after_a_restart_makes_no_progress() => Breaks("progress", With(context =>
    {
        if (context.IncarnationNumber == 1)
            Loop(ProcessThenCommit)(context);
    }));

    private static Turn CommitPlus(int distance) => (consumer, order, context) =>
    {
        context.Processed(order);
        consumer.Commit([new TopicPartitionOffset(order.TopicPartition, order.Offset + distance)]);
    };

    private static Action<ProcessContext> CommitInPairs(bool commitsTheRest) => context =>
    {
        ConsumeResult<string, string>? pending = null;
        using var consumer = Subscribe(context);
        try
        {
            while (true)
            {
                var order = consumer.Consume(context.Stopping);
                context.Processed(order);
                if (pending is not null)
                    consumer.Commit(order);
                pending = pending is null ? order : null;
            }
        }
        catch (OperationCanceledException) when (commitsTheRest && pending is not null)
        {
            consumer.Commit(pending);
        }
        finally
        {
            consumer.Close();
        }
    };

    private static Action<ProcessContext> FromTheBeginning(Turn turn) => context =>
    {
        using var consumer = context.ConsumerBuilder<string, string>(Manual).Build();
        consumer.Assign(new TopicPartitionOffset("orders", 0, Offset.Beginning));
        while (!context.Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                turn(consumer, order, context);
        }
    };
}
