namespace OffsetGuard.Testing.DependencyInjection;

/// <summary>Why a registration cannot be replaced, and what to register instead.</summary>
internal static class DependencyRefusals
{
    public static InvalidOperationException RealClient(Type service, Exception? inner = null) => new(
        $"AddFakeKafka cannot replace the registration of {NameOf(service)}: it makes a real client, whose configuration nobody else can see. "
        + "Register the builder, and let the client be built from it: services.AddSingleton(new ConsumerBuilder<K, V>(config)) and "
        + "services.AddSingleton(provider => provider.GetRequiredService<ConsumerBuilder<K, V>>().Build()); the same with ProducerBuilder and AdminClientBuilder.",
        inner);

    public static InvalidOperationException RealInstance(Type service) => new(
        $"AddFakeKafka cannot replace the registration of {NameOf(service)}: it is a real client that exists already. "
        + "Register a factory that builds it from a registered builder: "
        + "services.AddSingleton(provider => provider.GetRequiredService<ConsumerBuilder<K, V>>().Build()).");

    public static InvalidOperationException OwnBuilder(Type builder) => new(
        $"AddFakeKafka cannot replace {NameOf(builder)}: it is a builder of its own kind, and what its Build does would be lost. "
        + "Register Confluent.Kafka's ConsumerBuilder, ProducerBuilder or AdminClientBuilder, and decorate the client that it builds.");

    public static InvalidOperationException Wrapped(Type service) => new(
        $"AddFakeKafka cannot look into the registration of {NameOf(service)}. "
        + "Register the builder itself, or a delegate that returns it: Func<ConsumerConfig, ConsumerBuilder<K, V>>.");

    private static string NameOf(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        var arguments = type.GetGenericArguments().Select(a => type.IsGenericTypeDefinition ? "" : NameOf(a));
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(type.IsGenericTypeDefinition ? "," : ", ", arguments)}>";
    }
}
