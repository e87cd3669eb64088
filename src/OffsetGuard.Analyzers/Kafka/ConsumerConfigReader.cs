using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Follows a consumer back to its configuration: through variables, fields, parameters and factory methods.</summary>
internal sealed class ConsumerConfigReader(KafkaApi api, CodeOfTypes code)
{
    // Builder chains are short; a longer walk means that variables are defined by each other.
    private const int StepsMax = 64;

    public ConsumerConfigFacts FactsOf(ISymbol? consumer)
    {
        if (consumer?.ContainingType is null || Origin(ValueOf(consumer), trace: null) is not IInvocationOperation build
            || api.RoleOf(build.TargetMethod) != CallRole.BuildConsumer)
            return ConsumerConfigFacts.Unknown;

        var use = UseOf(consumer);
        return FactsOf(build) with
        {
            AssignsOnly = use.Calls(KafkaNames.Assign) && !use.Calls(KafkaNames.Subscribe),
            Subscribes = use.Calls(KafkaNames.Subscribe),
            MovesOffsetsByHand = use.Calls(KafkaNames.Commit) || use.Calls(KafkaNames.StoreOffset),
            MayChooseOffsets = use.Calls(KafkaNames.Seek) || use.Calls(KafkaNames.Assign) || use.Calls(KafkaNames.IncrementalAssign)
                || new BuilderChain(api, code).MayChooseOffsets(build),
        };
    }

    /// <summary>What the type that holds the consumer does with it.</summary>
    public ConsumerUse UseOf(ISymbol consumer) => new(consumer, code.Of(consumer.ContainingType), api);

    /// <summary>What is known of the configuration of the consumer that is built here.</summary>
    public ConsumerConfigFacts FactsOf(IInvocationOperation build)
    {
        var facts = new ConsumerConfigFacts(Creation: null, build) { IsInTest = api.Kafka.IsTest };
        if (FindConfig(build.Instance) is { } config)
            facts = Read(config, facts, depth: 0);
        return facts with { GroupIdOfOneRun = new ValuesOfOneRun(code).FindIn(facts[KafkaNames.GroupId].Expression) };
    }

    // Whoever makes a builder out of a configuration, a constructor, a method or a delegate, makes a builder over it.
    private IOperation? FindConfig(IOperation? builder)
    {
        for (var step = 0; step < StepsMax && builder is not null; step++)
        {
            builder = Origin(builder, trace: null);
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
                    return null;
            }
        }

        return null;
    }

    // A builder takes a configuration, or the pairs of one.
    private IOperation? ConfigAmong(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (api.Kafka.IsConfig(VariableWrites.Unconverted(argument.Value)?.Type) || arguments.Length == 1 && IsPairs(argument.Value))
                return argument.Value;
        }

        return null;
    }

    private static bool IsPairs(IOperation value) =>
        VariableWrites.Unconverted(value)?.Type is { } type && type.SpecialType != SpecialType.System_String
        && (type.Name.EndsWith("Dictionary", StringComparison.Ordinal)
            || type is INamedTypeSymbol { TypeArguments: { Length: 1 } elements } && elements[0].Name == "KeyValuePair");

    private ConsumerConfigFacts Read(IOperation config, ConsumerConfigFacts facts, int depth)
    {
        var holders = new List<ISymbol>();
        if (depth == StepsMax || Origin(config, holders) is not IObjectCreationOperation creation)
            return facts;

        ConsumerConfigFacts? copied = null;
        if (!creation.Arguments.IsEmpty)
        {
            var other = ConfigAmong(creation.Arguments);
            copied = other is null ? ConsumerConfigFacts.Unknown : Read(other, ConsumerConfigFacts.Unknown, depth + 1);
        }

        var settings = new ConfigSettings(creation, copied, api.Kafka);
        for (var index = holders.Count - 1; index >= 0; index--)
        {
            foreach (var reference in code.Of(holders[index].ContainingType).ReferencesTo(holders[index]))
                settings.Apply(reference, holders);
        }

        return settings.AddTo(facts);
    }

    // Back to where the value is made. The variables it went through are noted in the trace, the last one first.
    private IOperation? Origin(IOperation? value, List<ISymbol>? trace)
    {
        for (var step = 0; step < StepsMax; step++)
        {
            value = VariableWrites.Unconverted(value);
            var before = value switch
            {
                null => null,
                IAwaitOperation wait => wait.Operation,
                IInvocationOperation call when MakesSomething(call) => ResultOf(call),
                _ when VariableWrites.VariableOf(value) is { ContainingType: not null } variable => Through(variable, trace),
                _ => null,
            };
            if (before is null)
                return value;
            value = before;
        }

        return null;
    }

    // The methods of a builder go on with the builder they are called on.
    private bool MakesSomething(IInvocationOperation call) => api.Kafka.IsConsumerBuilder(call.Type)
        ? !api.Kafka.IsConsumerBuilder(call.Instance?.Type)
        : api.RoleOf(call.TargetMethod) == CallRole.None;

    private IOperation? Through(ISymbol variable, List<ISymbol>? trace)
    {
        trace?.Add(variable);
        return ValueOf(variable);
    }

    private IOperation? ValueOf(ISymbol variable)
    {
        var writes = code.Of(variable.ContainingType);
        if (writes.FindOnlyValue(variable) is { } value)
            return value;
        if (variable is IPropertySymbol { GetMethod: { } getter })
            return Only(writes.ResultsOf(getter));
        return variable is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter && Only(writes.CallsOf(method)) is { } call
            ? ArgumentOf(call, parameter)
            : null;
    }

    private IOperation? ResultOf(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { } type ? Only(code.Of(type).ResultsOf(call.TargetMethod)) : null;

    private static IOperation? Only(IReadOnlyList<IOperation> operations) => operations.Count == 1 ? operations[0] : null;

    private static IOperation? ArgumentOf(IOperation call, IParameterSymbol parameter)
    {
        var arguments = call is IInvocationOperation invocation ? invocation.Arguments : ((IObjectCreationOperation)call).Arguments;
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal)
                return argument.Value;
        }

        return null;
    }
}
