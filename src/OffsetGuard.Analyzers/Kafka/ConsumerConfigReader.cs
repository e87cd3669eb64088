using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Follows a consumer back to the configuration it was built over, inside one member.</summary>
internal sealed class ConsumerConfigReader(KafkaApi api, VariableWrites variables)
{
    // Builder chains are short; a longer walk means that variables are defined by each other.
    private const int StepsMax = 64;

    public ConsumerConfigFacts FactsOf(ISymbol? consumer)
    {
        if (consumer is null || VariableWrites.Unconverted(variables.FindOnlyValue(consumer)) is not IInvocationOperation build
            || api.RoleOf(build.TargetMethod) != CallRole.BuildConsumer)
            return ConsumerConfigFacts.Unknown;

        var facts = new ConsumerConfigFacts(Creation: null, build) { AssignsOnly = AssignsOnly(consumer) };
        return FindConfig(build.Instance) is { } config ? Read(config, facts) : facts;
    }

    private bool AssignsOnly(ISymbol consumer)
    {
        var assigns = false;
        foreach (var reference in variables.ReferencesTo(consumer))
        {
            if (reference.Parent is not IInvocationOperation call)
                continue;
            if (call.TargetMethod.Name == KafkaNames.Subscribe)
                return false;
            assigns |= call.TargetMethod.Name == KafkaNames.Assign;
        }

        return assigns;
    }

    // Whoever makes a builder out of a configuration, a constructor, a method or a delegate, makes a builder over it.
    private IOperation? FindConfig(IOperation? builder)
    {
        for (var step = 0; step < StepsMax && builder is not null; step++)
        {
            builder = VariableWrites.Unconverted(builder);
            switch (builder)
            {
                case IObjectCreationOperation creation:
                    return ConfigAmong(creation.Arguments);
                case IInvocationOperation call when ConfigAmong(call.Arguments) is { } config:
                    return config;
                case IInvocationOperation call when api.Kafka.IsConsumerBuilder(call.Instance?.Type):
                    builder = call.Instance;
                    break;
                default:
                    builder = VariableWrites.VariableOf(builder) is { } variable ? variables.FindOnlyValue(variable) : null;
                    break;
            }
        }

        return null;
    }

    private IOperation? ConfigAmong(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            var value = VariableWrites.Unconverted(argument.Value);
            if (api.Kafka.IsConsumerConfig(value?.Type))
                return value;
        }

        return null;
    }

    private ConsumerConfigFacts Read(IOperation config, ConsumerConfigFacts facts)
    {
        var variable = VariableWrites.VariableOf(config);
        var value = variable is null ? config : VariableWrites.Unconverted(variables.FindOnlyValue(variable));
        if (value is not IObjectCreationOperation creation || !api.Kafka.IsConsumerConfig(creation.Type))
            return facts;

        var settings = new ConfigSettings(creation, api.Kafka);
        if (variable is not null)
        {
            foreach (var reference in variables.ReferencesTo(variable))
                settings.Apply(reference);
        }

        return settings.AddTo(facts);
    }
}
