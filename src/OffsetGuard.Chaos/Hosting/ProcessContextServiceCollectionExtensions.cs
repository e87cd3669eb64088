using Microsoft.Extensions.DependencyInjection.Extensions;
using OffsetGuard.Chaos.Worlds;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a process of a chaos test in the place of the real cluster and the real clock in an application's services.</summary>
public static class ProcessContextServiceCollectionExtensions
{
    /// <summary>
    /// Replaces what is registered of Confluent.Kafka by clients that live and die with the process, and the <see cref="TimeProvider"/> by the
    /// time of the world. Call it after the application's own registrations.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="context">The life of the process that they are built for.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">A registration cannot be replaced; the message names it and says what to register.</exception>
    public static IServiceCollection AddFakeKafka(this IServiceCollection services, ProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(context);
        return services.AddFakeKafka(context.Kafka).Replace(ServiceDescriptor.Singleton(context.TimeProvider));
    }
}
