using System.Threading.Channels;
using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class ChannelPipelineMutants
{
    [Mutant("StoreOffset before handler", "stores the offset when the order goes into the channel", Takes.SlowHandlerAndKill, "at-least-once")]
    private sealed class StoresWhatItPasses(ProcessContext context) : ChannelPipeline(context)
    {
        protected override async Task PassAsync(Order order)
        {
            await base.PassAsync(order);
            Store(order);
        }

        protected override Task CompleteAsync(Order order) => HandleAsync(order);
    }

    [Mutant("StoreOffset before handler", "stores the offset when it takes the order out of the channel", Takes.SlowHandlerAndKill, "at-least-once")]
    private sealed class StoresWhatItTakes(ProcessContext context) : ChannelPipeline(context)
    {
        protected override async Task CompleteAsync(Order order)
        {
            Store(order);
            await HandleAsync(order);
        }
    }

    [Mutant("dropped when full", "ignores that the channel is full", Takes.Nothing, "at-least-once", "progress")]
    private sealed class IgnoresThatItIsFull(ProcessContext context) : ChannelPipeline(context)
    {
        protected override Task PassAsync(Order order)
        {
            Items.Writer.TryWrite(new Item(order, null));
            return Task.CompletedTask;
        }
    }

    [Mutant("dropped when full", "lets the channel drop the oldest order", Takes.Nothing, "at-least-once", "progress")]
    private sealed class DropsTheOldest(ProcessContext context) : ChannelPipeline(context)
    {
        protected override Channel<Item> NewChannel() =>
            Channel.CreateBounded<Item>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    [Mutant("unawaited handler", "does not await the handler", Takes.SlowHandlerAndKill, "at-least-once")]
    private sealed class DoesNotAwaitTheHandler(ProcessContext context) : ChannelPipeline(context)
    {
        protected override Task CompleteAsync(Order order)
        {
            _ = HandleAsync(order);
            Store(order);
            return Task.CompletedTask;
        }
    }

    [Mutant("swallow + commit", "stores the offset whether the handler has succeeded or not", Takes.HandlerFailure, "at-least-once")]
    private sealed class SwallowsAndStores(ProcessContext context) : ChannelPipeline(context)
    {
        protected override async Task CompleteAsync(Order order)
        {
            try
            {
                await HandleAsync(order);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }

            Store(order);
        }
    }

    [Mutant("StoreOffset out of order from workers", "handles two orders at a time and stores each when it is done", Takes.Kill,
        "at-least-once", "final-commit-exact")]
    private sealed class HandlesTwoAtATime(ProcessContext context) : ChannelPipeline(context)
    {
        protected override Task HandleAllAsync() => Task.WhenAll(base.HandleAllAsync(), base.HandleAllAsync());

        protected override async Task HandleAsync(Order order)
        {
            await Task.Delay(TimeSpan.FromSeconds(order.Offset % 2 == 0 ? 8 : 1), Context.TimeProvider);
            Handle(order);
        }
    }

    [Mutant("no drain on revoke", "gives the partition away while orders are in the channel", Takes.Rebalance, "processed-after-revoked", "clean-hand-over")]
    private sealed class DoesNotWaitForTheChannel(ProcessContext context) : ChannelPipeline(context)
    {
        protected override void Revoked()
        {
            // What is in the channel will be handled in time.
        }
    }

    [Mutant("unobserved failure", "reads on when the handling has failed", Takes.HandlerFailure, "progress")]
    private sealed class ReadsOnForNobody(ProcessContext context) : ChannelPipeline(context)
    {
        protected override bool HasFailed => false;

        protected override async Task PassAsync(Order order) => await Items.Writer.WriteAsync(new Item(order, null), Stopping);
    }

    [Mutant("commit on stop", "stores on stop the last order it has read and throws away what is in the channel", Takes.Stop, "at-least-once")]
    private sealed class ForgetsTheChannelOnStop(ProcessContext context) : ChannelPipeline(context)
    {
        private Order? _last;

        protected override Task PassAsync(Order order)
        {
            _last = order;
            return base.PassAsync(order);
        }

        protected override Task LeaveAsync()
        {
            if (_last is not null)
                Store(_last);
            Consumer.Close();
            return Task.CompletedTask;
        }
    }
}
