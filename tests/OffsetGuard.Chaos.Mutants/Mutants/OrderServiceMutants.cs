using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class OrderServiceMutants
{
    [Mutant("unawaited handler", "does not await the handler", Takes.Kill, "at-least-once")]
    private sealed class DoesNotAwait(ProcessContext context) : OrderService(context)
    {
        protected override Task TurnAsync(Consumer consumer, Order order)
        {
            _ = HandleAsync(order, CancellationToken.None);
            consumer.Commit(order);
            return Task.CompletedTask;
        }
    }

    [Mutant("unawaited handler", "starts the handler on the thread pool and forgets it", Takes.Kill, "at-least-once")]
    private sealed class FiresAndForgets(ProcessContext context) : OrderService(context)
    {
        protected override Task TurnAsync(Consumer consumer, Order order)
        {
            _ = Task.Run(() => HandleAsync(order, CancellationToken.None));
            consumer.Commit(order);
            return Task.CompletedTask;
        }
    }

    [Mutant("commit before process", "commits while the handler is under way", Takes.Kill, "at-least-once")]
    private sealed class CommitsMeanwhile(ProcessContext context) : OrderService(context)
    {
        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            var handling = HandleAsync(order, Stopping);
            consumer.Commit(order);
            await handling;
        }
    }

    [Mutant("swallow + commit", "logs what the handler throws and commits", Takes.HandlerFailure, "at-least-once")]
    private sealed class LogsAndCommits(ProcessContext context) : OrderService(context)
    {
        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            try
            {
                await HandleAsync(order, Stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }

            consumer.Commit(order);
        }
    }

    [Mutant("catch OperationCanceledException and commit", "takes a handler that was cancelled for one that was done", Takes.Stop, "at-least-once")]
    private sealed class CommitsWhatWasCancelled(ProcessContext context) : OrderService(context)
    {
        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            try
            {
                await HandleAsync(order, Stopping);
            }
            catch (OperationCanceledException)
            {
                // The loop will see it.
            }

            consumer.Commit(order);
        }
    }

    [Mutant("time-out + commit", "stops waiting for a slow handler, and commits", Takes.Kill, "at-least-once")]
    private sealed class StopsWaiting(ProcessContext context) : OrderService(context)
    {
        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            var limit = Task.Delay(TimeSpan.FromSeconds(1), Context.TimeProvider, Stopping);
            await Task.WhenAny(HandleAsync(order, Stopping), limit);
            consumer.Commit(order);
        }
    }

    [Mutant("handler ends the loop", "leaves ExecuteAsync on a failure while the host goes on", Takes.HandlerFailure, "progress")]
    private sealed class EndsQuietly(ProcessContext context) : OrderService(context)
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await base.ExecuteAsync(stoppingToken);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Stopped: {failure.Message}");
            }
        }
    }

    [Mutant("commit on a timer", "commits every second what it was last given", Takes.SlowHandlerAndKill, "at-least-once")]
    private sealed class CommitsOnATimer(ProcessContext context) : OrderService(context)
    {
        private Order? _last;
        private bool _isTicking;

        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            _last = order;
            if (!_isTicking)
            {
                _isTicking = true;
                _ = Task.Run(() => TickAsync(consumer));
            }

            await HandleAsync(order, Stopping);
        }

        protected override async Task HandleAsync(Order order, CancellationToken cancellation)
        {
            await Task.Delay(TimeSpan.FromSeconds(3), Context.TimeProvider, cancellation);
            Handle(order);
        }

        private async Task TickAsync(Consumer consumer)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Context.TimeProvider);
            while (await timer.WaitForNextTickAsync(Stopping))
                consumer.Commit(_last);
        }
    }
}
