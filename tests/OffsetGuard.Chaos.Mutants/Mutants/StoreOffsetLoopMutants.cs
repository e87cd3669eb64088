using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class StoreOffsetLoopMutants
{
    [Mutant("auto-store left on", "lets the client store an offset when it hands the order over", Takes.SlowHandlerAndKill, "at-least-once")]
    private sealed class LeavesAutoStoreOn(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { EnableAutoOffsetStore = true };

        protected override void Turn(Consumer consumer, Order order) => Handle(order);
    }

    [Mutant("StoreOffset before handler", "stores the offset and then handles the order", Takes.SlowHandlerAndKill, "at-least-once")]
    private sealed class StoresFirst(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            consumer.StoreOffset(order);
            Handle(order);
        }
    }

    [Mutant("StoreOffset out of order", "handles orders two by two and stores the later one first", Takes.Nothing, "final-commit-exact")]
    private sealed class StoresTheLaterOneFirst(ProcessContext context) : StoreOffsetLoop(context)
    {
        private Order? _first;

        protected override void Turn(Consumer consumer, Order order)
        {
            Handle(order);
            if (_first is null)
            {
                _first = order;
                return;
            }

            consumer.StoreOffset(order);
            consumer.StoreOffset(_first);
            _first = null;
        }
    }

    [Mutant("commit in finally", "stores the offset in finally, whether the handler has succeeded or not", Takes.HandlerFailure, "at-least-once")]
    private sealed class StoresInFinally(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Run()
        {
            using var consumer = NewConsumer().Build();
            consumer.Subscribe("orders");
            try
            {
                while (true)
                    Turn(consumer, consumer.Consume(Stopping));
            }
            catch (OperationCanceledException)
            {
                // Asked to stop.
            }
            finally
            {
                consumer.Close();
            }
        }

        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                Handle(order);
            }
            finally
            {
                consumer.StoreOffset(order);
            }
        }
    }

    [Mutant("swallow + commit", "swallows what the handler throws and stores the offset", Takes.HandlerFailure, "at-least-once")]
    private sealed class SwallowsAndStores(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Handle(Order order)
        {
            try
            {
                base.Handle(order);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }
        }
    }

    [Mutant("log and skip", "does not store the offset of an order that failed, and stores the next one", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class SkipsFailures(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                base.Turn(consumer, order);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }
        }
    }

    [Mutant("commit o", "stores the offset of the order instead of the next one", Takes.Nothing, "final-commit-exact")]
    private sealed class StoresItsOwnOffset(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Handle(order);
            consumer.StoreOffset(order.TopicPartitionOffset);
        }
    }

    [Mutant("commit o+2", "stores one offset too many", Takes.Nothing, "at-least-once", "commit-ahead", "final-commit-exact", "commit-beyond-log")]
    private sealed class StoresOneTooFar(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Handle(order);
            consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, order.Offset + 2));
        }
    }

    [Mutant("missing commit", "stores nothing, although the client was told not to do it either", Takes.Nothing, "final-commit-exact")]
    private sealed class StoresNothing(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order) => Handle(order);
    }

    [Mutant("missing commit", "stores offsets that nobody commits, because auto-commit is off", Takes.Nothing, "final-commit-exact")]
    private sealed class CommitsNothing(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { EnableAutoCommit = false };
    }

    [Mutant("Dispose without Close", "disposes of the consumer without closing it", Takes.Stop, "clean-shutdown", "clean-hand-over", "final-commit-exact")]
    private sealed class NeverCloses(ProcessContext context) : StoreOffsetLoop(context)
    {
        protected override void Leave(Consumer consumer)
        {
            // Dispose will do.
        }
    }
}
