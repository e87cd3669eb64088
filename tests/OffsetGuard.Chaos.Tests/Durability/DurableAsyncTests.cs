using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Durability;

/// <summary>Asynchronous calls of a store are answered later: others may go first, and a dead process is never answered.</summary>
public sealed class DurableAsyncTests
{
    [Fact]
    public void An_awaited_write_that_comes_first_holds() => Chaos.Test(With(async (world, order) =>
    {
        await world.Totals().UpsertAsync(order.Message.Key, 1, source: order);
        await world.Mails().AppendAsync("sent").ConfigureAwait(false);
    }));

    [Fact]
    public void A_write_that_nobody_awaits_loses_a_record() => Breaks("at-least-once", With((world, order) =>
    {
        _ = world.Totals().UpsertAsync(order.Message.Key, 1, source: order);
        return Task.CompletedTask;
    }));

    [Fact]
    public void Two_lines_of_execution_that_read_before_either_writes_lose_an_update()
    {
        var run = Tills.Run(With(async (world, order) =>
        {
            await Task.WhenAll(AddOneAsync(world), AddOneAsync(world));
            await world.Mails().AppendAsync("sent", source: order);
        }, records: 1));

        Assert.Equal("totals A=1; mails sent", run.Holdings());
    }

    [Fact]
    public void A_transaction_finds_the_lost_update()
    {
        var run = Tills.Run(With(async (world, order) =>
        {
            var outcomes = await Task.WhenAll(TryAddOneAsync(world), TryAddOneAsync(world));
            Assert.Equal([true, false], outcomes);
            world.Mails().Append("sent", source: order);
        }, records: 1));

        Assert.Equal("totals A=1; mails sent", run.Holdings());
    }

    [Fact]
    public void Whoever_awaits_a_write_when_he_is_killed_never_goes_on()
    {
        var lives = new List<int>();
        var run = Tills.Run(
            world => Orders.With(context => Loop((consumer, order, _) =>
            {
                WriteAsync(world, context, lives).Wait();
                context.Processed(order);
                consumer.Commit(order);
            })(context), records: 1)(world),
            "kill worker after Write(totals)#1");

        Assert.Equal("totals A=1; mails ", run.Holdings());
        Assert.Equal([2], lives);
    }

    [Fact]
    public void A_failed_write_fails_its_task()
    {
        var run = Tills.Run(
            With(async (world, order) =>
            {
                await Assert.ThrowsAsync<InjectedFailureException>(() => world.Totals().UpsertAsync("A", 1));
                await world.Totals().TryInsertAsync("A", 2, source: order);
            }, records: 1),
            "throw worker after Write(totals)#1");

        Assert.Equal("totals A=1; mails ", run.Holdings());
    }

    [Fact]
    public void A_cancelled_call_has_no_effect()
    {
        var run = Tills.Run(With(async (world, order) =>
        {
            await world.Totals().UpsertAsync("A", 1, source: order);
            await Assert.ThrowsAsync<TaskCanceledException>(() => world.Totals().DeleteAsync("A", cancellationToken: new CancellationToken(canceled: true)));
        }, records: 1));

        Assert.Equal("totals A=1; mails ", run.Holdings());
    }

    private static async Task WriteAsync(World world, ProcessContext context, List<int> lives)
    {
        try
        {
            await world.Totals().UpsertAsync("A", 1).ConfigureAwait(false);
        }
        finally
        {
            lives.Add(context.IncarnationNumber);
        }
    }

    private static async Task AddOneAsync(World world)
    {
        var before = await world.Totals().GetOrDefaultAsync("A");
        await world.Totals().UpsertAsync("A", before + 1);
    }

    private static async Task<bool> TryAddOneAsync(World world)
    {
        using var transaction = world.Durable.Begin();
        var totals = world.Totals().In(transaction);
        await totals.UpsertAsync("A", await totals.GetOrDefaultAsync("A") + 1);
        return await Record.ExceptionAsync(() => transaction.CommitAsync()) is null;
    }

    private static Action<World> With(Func<World, Confluent.Kafka.ConsumeResult<string, string>, Task> handle, int records = 3) => world =>
    {
        Fill(world, records);
        world.Process("worker", async context =>
        {
            using var consumer = Subscribe(context);
            try
            {
                while (true)
                {
                    var order = consumer.Consume(context.Stopping);
                    await handle(world, order);
                    consumer.Commit(order);
                }
            }
            catch (OperationCanceledException)
            {
            }

            consumer.Close();
        });
    };
}
