using Microsoft.Extensions.Hosting;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Hosting;

/// <summary>Runs hosted services as the generic host does, in the time of the world.</summary>
/// <remarks>
/// .NET's generic host with its default options: services start one after the other and stop in reverse; a background service that fails stops
/// the host (BackgroundServiceExceptionBehavior.StopHost), one that ends does not; a stop may take HostOptions.ShutdownTimeout, 30 seconds.
/// </remarks>
internal sealed class ServiceHost(ProcessContext context, IReadOnlyList<IHostedService> services)
{
    private static readonly TimeSpan s_shutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>One life: ends when the process is asked to stop, or throws what a service has failed with.</summary>
    public async Task RunAsync()
    {
        using (var starting = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping))
        {
            await EachAsync(services, (IHostedLifecycleService s) => s.StartingAsync(starting.Token));
            await EachAsync(services, (IHostedService s) => s.StartAsync(starting.Token));
            await EachAsync(services, (IHostedLifecycleService s) => s.StartedAsync(starting.Token));
        }

        var failed = await UntilAskedToStopOrFailedAsync();
        await StopAsync();
        if (failed is not null)
            await failed;
    }

    private static async Task EachAsync<TService>(IEnumerable<IHostedService> services, Func<TService, Task> call)
    {
        foreach (var service in services.OfType<TService>())
            await call(service);
    }

    /// <returns>The work of the background service that failed; null when the process is to stop.</returns>
    private async Task<Task?> UntilAskedToStopOrFailedAsync()
    {
        var asked = new TaskCompletionSource();
        using var registration = context.Stopping.UnsafeRegister(static asked => ((TaskCompletionSource)asked!).TrySetResult(), asked);
        var running = services.OfType<BackgroundService>().Select(s => s.ExecuteTask).OfType<Task>().ToList();
        while (true)
        {
            var first = await Task.WhenAny([asked.Task, .. running]);
            if (first == asked.Task)
                return null;
            if (!first.IsCompletedSuccessfully)
                return first;
            running.Remove(first);
        }
    }

    private async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(s_shutdownTimeout, context.TimeProvider);
        var backwards = services.Reverse().ToList();
        await EachAsync(backwards, (IHostedLifecycleService s) => s.StoppingAsync(patience.Token));
        await EachAsync(backwards, (IHostedService s) => s.StopAsync(patience.Token));
        await EachAsync(backwards, (IHostedLifecycleService s) => s.StoppedAsync(patience.Token));
    }
}
