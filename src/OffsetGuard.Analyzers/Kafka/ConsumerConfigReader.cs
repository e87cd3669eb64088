using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Follows a consumer back to its configuration: through variables, fields, parameters and factory methods.</summary>
internal sealed class ConsumerConfigReader
{
    // Configurations are copied once or twice; a longer chain means that they are copies of each other.
    private const int CopiesMax = 64;

    private readonly KafkaApi api;
    private readonly CodeOfTypes code;
    private readonly AppSettings appSettings;
    private readonly Registrations registrations;
    private readonly ValueOrigins origins;

    public ConsumerConfigReader(KafkaApi api, CodeOfTypes code, AppSettings appSettings)
    {
        this.api = api;
        this.code = code;
        this.appSettings = appSettings;
        registrations = new Registrations(code);
        origins = new ValueOrigins(api, code, registrations);
    }

    public ConsumerConfigFacts FactsOf(ISymbol? consumer)
    {
        if (consumer?.ContainingType is null || origins.Of(origins.ValueOf(consumer), trace: null) is not IInvocationOperation build
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
        for (var step = 0; step < CopiesMax && builder is not null; step++)
        {
            builder = origins.Of(builder, trace: null);
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
        if (depth == CopiesMax || Begin(origins.Of(config, holders), depth) is not { } settings)
            return facts;
        foreach (var parameter in holders.OfType<IParameterSymbol>())
            settings.Enter(parameter);
        for (var index = holders.Count - 1; index >= 0; index--)
            ReadUses(settings, holders[index], holders);
        return settings.AddTo(facts);
    }

    private ConfigSettings? Begin(IOperation? origin, int depth) => origin switch
    {
        IObjectCreationOperation creation => new ConfigSettings(creation, creation.Type, CopiedBy(creation, depth), api.Kafka),
        IPropertyReferenceOperation value when Registrations.IsOptionsValue(value) => ReadOptions(value.Property.Type),
        IInvocationOperation { TargetMethod: { Name: "Get", TypeArguments.Length: 1 }, Arguments.Length: > 0 } get => ReadSection(get),
        _ => null,
    };

    private ConsumerConfigFacts? CopiedBy(IObjectCreationOperation creation, int depth) => creation.Arguments.IsEmpty
        ? null
        : ConfigAmong(creation.Arguments) is { } other ? Read(other, ConsumerConfigFacts.Unknown, depth + 1) : ConsumerConfigFacts.Unknown;

    private ConfigSettings ReadSection(IInvocationOperation get)
    {
        var settings = new ConfigSettings(get, get.Type, copied: null, api.Kafka);
        settings.Bind(FindSection(get.Arguments[0].Value), get);
        return settings;
    }

    // Null when nobody here configures them, or not always: then somebody else does.
    private ConfigSettings? ReadOptions(ITypeSymbol type)
    {
        ConfigSettings? settings = null;
        foreach (var call in registrations.ConfigurationsOf(type))
        {
            if (!ConfigSettings.IsAlwaysRun(call) || FindSource(call) is not { } source)
                return null;
            settings ??= new ConfigSettings(call, type, copied: null, api.Kafka);
            if (origins.FunctionIn(source) is { Parameters: { Length: > 0 } parameters })
            {
                settings.Enter(parameters[0]);
                ReadUses(settings, parameters[0], [parameters[0]]);
            }
            else
            {
                settings.Bind(FindSection(source), call);
            }
        }

        return settings;
    }

    // A delegate, a section, or the path of one; null when the options have a name of their own.
    private static IOperation? FindSource(IInvocationOperation call)
    {
        var isPath = call.TargetMethod.Name == "BindConfiguration";
        IOperation? source = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type.SpecialType == SpecialType.System_String && !isPath)
                return null;
            var isSource = isPath
                ? argument.Parameter?.Type.SpecialType == SpecialType.System_String
                : argument.Parameter?.Type is { TypeKind: TypeKind.Delegate } or { Name: "IConfiguration" };
            if (source is null && isSource)
                source = argument.Value;
        }

        return source;
    }

    private ImmutableDictionary<string, string?>? FindSection(IOperation section)
    {
        var path = section.ConstantValue is { HasValue: true, Value: string name }
            ? name
            : AppSettings.PathOf(origins.Of(section, trace: null));
        return path is null ? null : appSettings.FindSection(path);
    }

    private void ReadUses(ConfigSettings settings, ISymbol holder, List<ISymbol> holders)
    {
        foreach (var reference in code.Of(holder.ContainingType).ReferencesTo(holder))
        {
            if (VariableWrites.ConvertedParent(reference) is not IArgumentOperation { Parent: IInvocationOperation call } argument)
            {
                settings.Apply(reference, holders);
            }
            else if (call is { TargetMethod.Name: "Bind", Arguments.Length: 2 } && argument == call.Arguments[1])
            {
                settings.Bind(FindSection(call.Arguments[0].Value), call);
            }
            else if (FindReceiver(call, argument) is { } parameter && !holders.Contains(parameter, SymbolEqualityComparer.Default))
            {
                holders.Add(parameter);
                settings.Enter(call, reference, parameter);
                ReadUses(settings, parameter, holders);
            }
            else
            {
                settings.Apply(reference, holders);
            }
        }
    }

    // The parameter that holds the configuration in a function that is written here.
    private IParameterSymbol? FindReceiver(IInvocationOperation call, IArgumentOperation argument) =>
        argument.Parameter is { RefKind: RefKind.None } parameter
        && origins.FunctionOf(call) is { IsVirtual: false, IsAbstract: false, IsOverride: false } function
        && !function.DeclaringSyntaxReferences.IsEmpty && parameter.Ordinal < function.Parameters.Length
        && api.Kafka.IsConfig(function.Parameters[parameter.Ordinal].Type)
        && !code.Of(function.ContainingType).Writes(function.Parameters[parameter.Ordinal])
            ? function.Parameters[parameter.Ordinal]
            : null;
}
