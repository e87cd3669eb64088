using System.Reflection;

namespace OffsetGuard.Testing.DependencyInjection;

/// <summary>A fake builder with everything that an application has set on a real one.</summary>
internal static class BuilderCopy
{
    private static readonly KeyValuePair<string, string>[] s_noConfig = [];

    /// <summary>The fake in place of a type that Confluent.Kafka calls a builder; null for other types.</summary>
    public static Type? FakeOf(Type type)
    {
        if (type == typeof(AdminClientBuilder))
            return typeof(FakeAdminClientBuilder);
        if (!type.IsGenericType)
            return null;
        var definition = type.GetGenericTypeDefinition();
        var fake = definition == typeof(ConsumerBuilder<,>) ? typeof(FakeConsumerBuilder<,>)
            : definition == typeof(ProducerBuilder<,>) ? typeof(FakeProducerBuilder<,>)
            : null;
        return type.IsGenericTypeDefinition ? fake : fake?.MakeGenericType(type.GetGenericArguments());
    }

    public static bool IsFake(Type type) => type == typeof(FakeAdminClientBuilder)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(FakeConsumerBuilder<,>) || type.GetGenericTypeDefinition() == typeof(FakeProducerBuilder<,>)));

    /// <summary>Copies a builder. What it holds cannot be asked for from outside, so its fields are copied, all of them.</summary>
    public static object Copy(object builder, FakeKafka kafka)
    {
        var type = builder.GetType();
        if (IsFake(type))
            return builder;
        var fake = Activator.CreateInstance(FakeOf(type) ?? throw DependencyRefusals.OwnBuilder(type), kafka, s_noConfig)!;
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            field.SetValue(fake, field.GetValue(builder));
        return fake;
    }
}
