using Confluent.Kafka;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Mistakes from the list of mutations that take more than one line to make.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Seeking_past_a_record_whose_handler_failed_loses_it() => Breaks("at-least-once", With(Loop((consumer, order, context) =>
    {
        if (order.Message.Key == "B")
            consumer.Seek(new TopicPartitionOffset(order.TopicPartition, order.Offset + 1));
        else
            ProcessThenCommit(consumer, order, context);
    })));

    [Fact]
    public void Deduplicating_by_offset_without_the_partition_loses_records() => Breaks("at-least-once", world =>
    {
        HashSet<long> seen = [];   // belongs to the world: a table that outlives the process
        With(
            Loop((consumer, order, context) =>
            {
                if (!seen.Contains(order.Offset))
                    context.Processed(order);
                seen.Add(order.Offset);
                consumer.Commit(order);
            }),
            records: 6,
            partitions: 2)(world);
    });

    [Fact]
    public void Storing_offsets_in_the_order_of_completion_ends_too_low() => Breaks("final-commit-exact", With(
        InPairs((consumer, first, second, context) =>
        {
            context.Processed(first);
            context.Processed(second);
            consumer.StoreOffset(second);
            consumer.StoreOffset(first);
        }),
        records: 2));

    [Fact]
    public void Storing_the_later_of_two_while_the_earlier_is_in_work_loses_the_earlier() => Breaks("at-least-once", With(
        InPairs((consumer, first, second, context) =>
        {
            context.Processed(second);
            consumer.StoreOffset(second);
            context.Processed(first);
        }),
        records: 2));

    [Fact]
    public void Committing_on_stop_what_is_still_in_the_buffer_loses_it() => Breaks("at-least-once", With(
        context =>
        {
            using var consumer = Subscribe(context);
            try
            {
                Buffer(consumer, context);
            }
            catch (OperationCanceledException)
            {
                consumer.Commit();
            }

            consumer.Close();
        }));

    /// <summary>Handles records two by two and keeps what is left over.</summary>
    private static void Buffer(IConsumer<string, string> consumer, ProcessContext context)
    {
        List<ConsumeResult<string, string>> buffer = [];
        while (true)
        {
            buffer.Add(consumer.Consume(context.Stopping));
            if (buffer.Count < 2)
                continue;
            buffer.ForEach(context.Processed);
            consumer.Commit(buffer[^1]);
            buffer.Clear();
        }
    }

    private static Action<ProcessContext> InPairs(
        Action<IConsumer<string, string>, ConsumeResult<string, string>, ConsumeResult<string, string>, ProcessContext> handle) =>
        context =>
        {
            ConsumeResult<string, string>? first = null;
            Loop(
                (consumer, order, _) =>
                {
                    if (first is null)
                    {
                        first = order;
                        return;
                    }

                    handle(consumer, first, order, context);
                    first = null;
                },
                AutoCommit)(context);
        };
}
