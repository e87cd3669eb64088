using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OffsetGuard.Chaos.Hosting;

namespace OffsetGuard.Chaos.Worlds;

/// <content>Processes that the generic host would run.</content>
public sealed partial class World
{
    /// <summary>
    /// Adds a process that is a hosted service, unchanged: it is started, stopped and disposed as the generic host does it. A
    /// <see cref="BackgroundService"/> whose work fails ends the process with that exception; the process is then started again.
    /// </summary>
    /// <param name="name">The name of the process in schedules and counterexamples.</param>
    /// <param name="create">Creates the service for one life of the process, with everything that it uses.</param>
    /// <exception cref="ArgumentException">There is a process of that name.</exception>
    public void Service(string name, Func<ProcessContext, IHostedService> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Process(name, context =>
        {
            var service = create(context);
            return RunAsync(service, new ServiceHost(context, [service]));
        });
    }

    /// <summary>Adds a process that is everything an application hosts: all hosted services of a service provider.</summary>
    /// <param name="name">The name of the process in schedules and counterexamples.</param>
    /// <param name="create">
    /// Builds the services for one life of the process; call <c>services.AddFakeKafka(context)</c> before. The provider is disposed in the end.
    /// </param>
    /// <exception cref="ArgumentException">There is a process of that name.</exception>
    public void Services(string name, Func<ProcessContext, IServiceProvider> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Process(name, context =>
        {
            var provider = create(context);
            return RunAsync(provider, new ServiceHost(context, [.. provider.GetServices<IHostedService>()]));
        });
    }

    private static async Task RunAsync(object owner, ServiceHost host)
    {
        try
        {
            await host.RunAsync();
        }
        finally
        {
            if (owner is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                (owner as IDisposable)?.Dispose();
        }
    }
}
