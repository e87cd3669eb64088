using OffsetGuard.Testing;
using OffsetGuard.Testing.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a <see cref="FakeKafka"/> in the place of the real one in an application's services.</summary>
public static class FakeKafkaServiceCollectionExtensions
{
    /// <summary>
    /// Replaces what is registered of Confluent.Kafka by a new <see cref="FakeKafka"/> with a live clock, because hosted services run on
    /// threads of their own. Call it after the application's own registrations; get the cluster with
    /// <c>provider.GetRequiredService&lt;FakeKafka&gt;()</c>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same services.</returns>
    /// <remarks>
    /// Builders of consumers, producers and admin clients, and delegates that return one, are replaced with their configuration, handlers
    /// and serializers, whatever their lifetime and key. A factory of a client is kept and watched: it may build the client from a
    /// registered builder, and is refused when it hands out a real one.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A registration cannot be replaced; the message names it and says what to register.</exception>
    public static IServiceCollection AddFakeKafka(this IServiceCollection services) =>
        services.AddFakeKafka(new FakeKafkaOptions { Clock = FakeClock.Live() });

    /// <summary>The same with other settings.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="options">The settings of the cluster; each service provider gets a cluster of its own.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">A registration cannot be replaced; the message names it and says what to register.</exception>
    public static IServiceCollection AddFakeKafka(this IServiceCollection services, FakeKafkaOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        Registrations.Replace(services);
        return services.AddSingleton(_ => new FakeKafka(options));
    }

    /// <summary>The same with a cluster that exists already, for example because several applications of a test share it.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="kafka">The cluster.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">A registration cannot be replaced; the message names it and says what to register.</exception>
    public static IServiceCollection AddFakeKafka(this IServiceCollection services, FakeKafka kafka)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(kafka);
        Registrations.Replace(services);
        return services.AddSingleton(kafka);
    }
}
