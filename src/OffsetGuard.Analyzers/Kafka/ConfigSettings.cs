using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The options of one configuration object: its initialiser first, then what is assigned later.</summary>
internal sealed class ConfigSettings
{
    // AutoOffsetReset.Latest in every version of the client.
    private const int Latest = 0;

    private readonly IObjectCreationOperation creation;
    private readonly KafkaContext kafka;
    private Setting autoCommit;
    private Setting autoOffsetStore;
    private bool readsLatest;

    public ConfigSettings(IObjectCreationOperation creation, KafkaContext kafka)
    {
        this.creation = creation;
        this.kafka = kafka;

        // A configuration that copies another may carry any value; an empty one carries the defaults, and both are on.
        var initial = creation.Arguments.IsEmpty ? SettingValue.On : SettingValue.Unknown;
        autoCommit = autoOffsetStore = new Setting(initial, Origin: null);

        if (creation.Initializer is null)
            return;
        foreach (var member in creation.Initializer.Initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation option } assignment)
                Write(option.Property.Name, assignment.Value, assignment, isCertain: true);
        }
    }

    /// <summary>Reads one later use of the variable that holds the configuration.</summary>
    public void Apply(IOperation reference)
    {
        switch (reference.Parent)
        {
            case IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } option when assignment.Target == option:
                Write(option.Property.Name, assignment.Value, assignment, IsUnconditional(assignment));
                break;
            case IInvocationOperation { TargetMethod.Name: KafkaNames.Set, Arguments.Length: 2 } call when call.Instance == reference:
                WriteByKey(call);
                break;
            case IPropertyReferenceOperation or IInvocationOperation:   // reads an option
                break;
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:   // its only value, known already
                break;
            default:
                if (!GoesIntoBuilderOrCopy(reference))
                    Forget();
                break;
        }
    }

    public ConsumerConfigFacts AddTo(ConsumerConfigFacts facts) => facts with
    {
        Creation = creation,
        AutoCommit = autoCommit,
        AutoOffsetStore = autoOffsetStore,
        ReadsLatestOnPurpose = readsLatest,
    };

    private void WriteByKey(IInvocationOperation call)
    {
        if (call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: string key })
        {
            Forget();
            return;
        }

        var option = key switch
        {
            KafkaNames.EnableAutoCommitKey => KafkaNames.EnableAutoCommit,
            KafkaNames.EnableAutoOffsetStoreKey => KafkaNames.EnableAutoOffsetStore,
            KafkaNames.AutoOffsetResetKey => KafkaNames.AutoOffsetReset,
            _ => "",
        };
        Write(option, call.Arguments[1].Value, call, IsUnconditional(call));
    }

    private void Write(string option, IOperation value, IOperation origin, bool isCertain)
    {
        switch (option)
        {
            case KafkaNames.EnableAutoCommit:
                autoCommit = Later(autoCommit, new Setting(SwitchOf(value), origin), isCertain);
                break;
            case KafkaNames.EnableAutoOffsetStore:
                autoOffsetStore = Later(autoOffsetStore, new Setting(SwitchOf(value), origin), isCertain);
                break;
            case KafkaNames.AutoOffsetReset:
                readsLatest = VariableWrites.Unconverted(value)?.ConstantValue.Value is Latest or "latest" or "largest" or "end";
                break;
        }
    }

    private static Setting Later(Setting before, Setting now, bool isCertain) =>
        isCertain || before.Value == now.Value ? now : new Setting(SettingValue.Unknown, now.Origin);

    private static SettingValue SwitchOf(IOperation value) => VariableWrites.Unconverted(value)?.ConstantValue switch
    {
        { HasValue: true, Value: true or "true" or "True" } => SettingValue.On,
        { HasValue: true, Value: false or "false" or "False" } => SettingValue.Off,
        { HasValue: true, Value: null } => SettingValue.On,
        _ => SettingValue.Unknown,
    };

    // In the statement list that creates the object, an assignment cannot be skipped.
    private bool IsUnconditional(IOperation write) => StatementListOf(write) is { } list && list == StatementListOf(creation);

    private static IOperation? StatementListOf(IOperation operation)
    {
        var current = operation.Parent;
        while (current is IExpressionStatementOperation or IVariableInitializerOperation or IVariableDeclaratorOperation
            or IVariableDeclarationOperation or IVariableDeclarationGroupOperation or IConversionOperation or ISimpleAssignmentOperation)
            current = current.Parent;
        return current as IBlockOperation;
    }

    private bool GoesIntoBuilderOrCopy(IOperation reference)
    {
        var parent = reference.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        var receiver = (parent as IArgumentOperation)?.Parent;
        return kafka.IsConsumerBuilder(receiver?.Type) || receiver is IObjectCreationOperation copy && kafka.IsConsumerConfig(copy.Type);
    }

    // Somebody else may have written to the object.
    private void Forget() => autoCommit = autoOffsetStore = new Setting(SettingValue.Unknown, Origin: null);
}
