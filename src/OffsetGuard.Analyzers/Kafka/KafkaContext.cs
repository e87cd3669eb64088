using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>What one compilation knows of Confluent.Kafka. Rules ask it for a type or a capability, never for a version.</summary>
internal sealed class KafkaContext
{
    private static readonly string[] TestFrameworks =
        ["xunit", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit"];

    private readonly INamedTypeSymbol consumer;
    private readonly INamedTypeSymbol? producer;
    private readonly INamedTypeSymbol? client;
    private readonly INamedTypeSymbol? consumerBuilder;
    private readonly INamedTypeSymbol? consumerConfig;
    private readonly INamedTypeSymbol? config;
    private readonly INamedTypeSymbol? consumeResult;
    private readonly INamedTypeSymbol? message;

    private KafkaContext(Compilation compilation, INamedTypeSymbol consumer)
    {
        this.consumer = consumer;
        producer = FindType(compilation, KafkaNames.ProducerType);
        client = FindType(compilation, KafkaNames.ClientType);
        consumerBuilder = FindType(compilation, KafkaNames.ConsumerBuilderType);
        consumerConfig = FindType(compilation, KafkaNames.ConsumerConfigType);
        config = FindType(compilation, KafkaNames.ConfigType);
        consumeResult = FindType(compilation, KafkaNames.ConsumeResultType);
        message = FindType(compilation, KafkaNames.MessageType);
        HasStoreOffset = !consumer.GetMembers(KafkaNames.StoreOffset).IsEmpty;
        IsTest = compilation.ReferencedAssemblyNames.Any(IsTestFramework);
    }

    /// <summary>Offsets can be stored one by one, so auto-commit can be made safe.</summary>
    public bool HasStoreOffset { get; }

    /// <summary>The compilation is a test: its groups live for one run, whatever they are called.</summary>
    public bool IsTest { get; }

    /// <summary>Null when the compilation does not reference Confluent.Kafka.</summary>
    public static KafkaContext? Find(Compilation compilation)
    {
        // Looking through the names costs microseconds, looking for a type that is absent almost a millisecond.
        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (reference.Name == KafkaNames.Assembly)
                return FindType(compilation, KafkaNames.ConsumerType) is { } consumer ? new KafkaContext(compilation, consumer) : null;
        }

        return null;
    }

    public bool IsConsumer(ITypeSymbol? type) => Implements(type, consumer);

    public bool IsProducer(ITypeSymbol? type) => Implements(type, producer);

    public bool IsClient(ITypeSymbol? type) => Implements(type, client);

    public bool IsConsumerBuilder(ITypeSymbol? type) => DerivesFrom(type, consumerBuilder);

    public bool IsConsumerConfig(ITypeSymbol? type) => DerivesFrom(type, consumerConfig);

    /// <summary>A configuration of a consumer, or one that it may be copied from.</summary>
    public bool IsConfig(ITypeSymbol? type) => DerivesFrom(type, config);

    /// <summary>The property of ConsumerConfig, whatever the case of its name; null when there is none.</summary>
    public IPropertySymbol? FindOption(string name)
    {
        for (var type = consumerConfig; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol option && string.Equals(option.Name, name, StringComparison.OrdinalIgnoreCase))
                    return option;
            }
        }

        return null;
    }

    public bool IsConsumeResult(ITypeSymbol? type) => Is(type, consumeResult);

    /// <summary>TopicPartition, TopicPartitionOffset and their like.</summary>
    public static bool IsPosition(ITypeSymbol? type) =>
        type is { ContainingNamespace.Name: "Kafka" } && type.Name.StartsWith(KafkaNames.TopicPartition, StringComparison.Ordinal);

    public bool IsMessage(ITypeSymbol? type) => DerivesFrom(type, message);

    private static bool IsTestFramework(AssemblyIdentity reference) =>
        Array.Exists(TestFrameworks, framework => reference.Name.StartsWith(framework, StringComparison.OrdinalIgnoreCase));

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, known);

    private static bool DerivesFrom(ITypeSymbol? type, INamedTypeSymbol? known)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, known))
                return true;
        }

        return false;
    }

    private static bool Implements(ITypeSymbol? type, INamedTypeSymbol? known)
    {
        if (type is null || Is(type, known))
            return type is not null;

        foreach (var implemented in type.AllInterfaces)
        {
            if (Is(implemented, known))
                return true;
        }

        return false;
    }

    // The plural look-up: with two versions of the assembly in sight the singular one answers null.
    private static INamedTypeSymbol? FindType(Compilation compilation, string metadataName)
    {
        foreach (var type in compilation.GetTypesByMetadataName(metadataName))
        {
            if (type.ContainingAssembly?.Name == KafkaNames.Assembly)
                return type;
        }

        return null;
    }
}
