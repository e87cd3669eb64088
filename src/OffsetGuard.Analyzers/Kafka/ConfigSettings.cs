using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The options of one configuration object: what it copies, its initialiser, then what is written later.</summary>
internal sealed class ConfigSettings
{
    private readonly IOperation creation;
    private readonly ITypeSymbol? type;
    private readonly KafkaContext kafka;
    private readonly HashSet<ISymbol> configured = new(SymbolEqualityComparer.Default);
    private ImmutableDictionary<string, Setting> written;
    private bool isComplete;

    /// <param name="creation">Makes the object, or stands for the place where others do.</param>
    /// <param name="type">The type of the object.</param>
    /// <param name="copied">What is known of the configuration it copies; null when it copies nothing.</param>
    /// <param name="kafka">The types of the client.</param>
    public ConfigSettings(IOperation creation, ITypeSymbol? type, ConsumerConfigFacts? copied, KafkaContext kafka)
    {
        this.creation = creation;
        this.type = type;
        this.kafka = kafka;
        written = copied?.Written ?? ImmutableDictionary.Create<string, Setting>(StringComparer.Ordinal);
        isComplete = copied?.IsComplete ?? true;
        if (creation is IObjectCreationOperation { Initializer: { } initializer })
            ApplyInitializer(initializer);
    }

    /// <summary>The configuration is given to a function, which always runs: what it always does, it does to the configuration.</summary>
    public void Enter(IParameterSymbol parameter) => configured.Add(parameter);

    /// <summary>The same, if the call cannot be skipped.</summary>
    /// <param name="call">Runs the function.</param>
    /// <param name="reference">The configuration among its arguments.</param>
    /// <param name="parameter">Holds the configuration in the function.</param>
    public void Enter(IInvocationOperation call, IOperation reference, IParameterSymbol parameter)
    {
        if (IsUnconditional(call, reference))
            configured.Add(parameter);
    }

    /// <summary>The configuration is bound to a section of the settings files.</summary>
    public void Bind(ImmutableDictionary<string, string?>? section, IOperation call)
    {
        if (section is null)
        {
            Forget();
            return;
        }

        // Who the group is may come from the environment; how it commits does not.
        if (!section.ContainsKey(KafkaNames.GroupId) && !written.ContainsKey(KafkaNames.GroupId))
            Write(KafkaNames.GroupId, new Setting(SettingValue.Unknown, call), isCertain: true);
        foreach (var setting in section)
        {
            if (kafka.FindOption(setting.Key) is { } option)
                Write(option.Name, Setting.OfText(setting.Value, option.Type, call), IsUnconditional(call, reference: null));
        }
    }

    /// <summary>Reads one later use of a variable that holds the configuration.</summary>
    /// <param name="reference">The use.</param>
    /// <param name="holders">All variables that hold the configuration; the uses of each are read.</param>
    public void Apply(IOperation reference, IReadOnlyCollection<ISymbol> holders)
    {
        switch (reference.Parent)
        {
            case IPropertyReferenceOperation or IInvocationOperation when !kafka.IsConfig(type):   // a list of pairs that grows
                Forget();
                break;
            case IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } option when assignment.Target == option:
                Write(option.Property.Name, assignment.Value, assignment, IsUnconditional(assignment, reference));
                break;
            case IPropertyReferenceOperation { Parent: ICoalesceAssignmentOperation assignment } option when assignment.Target == option:
                if (!written.ContainsKey(option.Property.Name))
                    Write(option.Property.Name, assignment.Value, assignment, isComplete && IsUnconditional(assignment, reference));
                break;
            case IInvocationOperation { TargetMethod.Name: KafkaNames.Set, Arguments.Length: 2 } call when call.Instance == reference:
                WriteByKey(call.Arguments[0].Value, call.Arguments[1].Value, call, IsUnconditional(call, reference));
                break;
            case IPropertyReferenceOperation or IInvocationOperation or IIsPatternOperation or IBinaryOperation:   // reads an option
                break;
            case IArgumentOperation { Parameter: { } parameter }
                when holders.Contains(parameter.OriginalDefinition, SymbolEqualityComparer.Default):
                break;
            case IReturnOperation:   // the caller is looked at, too
                break;
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:   // its only value, known already
                break;
            default:
                if (!GoesIntoBuilderOrCopy(reference))
                    Forget();
                break;
        }
    }

    public ConsumerConfigFacts AddTo(ConsumerConfigFacts facts) =>
        facts with { Creation = creation, Written = written, IsComplete = isComplete };

    private void ApplyInitializer(IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (var member in initializer.Initializers)
        {
            switch (member)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: true } option } assignment:
                    Write(option.Property.Name, assignment.Value, assignment, isCertain: true);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: 1 } option } assignment:
                    WriteByKey(option.Arguments[0].Value, assignment.Value, assignment, isCertain: true);
                    break;
                case IInvocationOperation { Arguments.Length: 1 } addition
                    when VariableWrites.Unconverted(addition.Arguments[0].Value) is IObjectCreationOperation { Arguments.Length: 2 } pair:
                    WriteByKey(pair.Arguments[0].Value, pair.Arguments[1].Value, addition, isCertain: true);
                    break;
                case IInvocationOperation { Arguments.Length: 2 } addition:
                    WriteByKey(addition.Arguments[0].Value, addition.Arguments[1].Value, addition, isCertain: true);
                    break;
            }
        }
    }

    private void WriteByKey(IOperation key, IOperation value, IOperation origin, bool isCertain)
    {
        if (key.ConstantValue is { HasValue: true, Value: string text })
            Write(OptionOf(text), value, origin, isCertain);
        else
            Forget();
    }

    // "enable.auto.commit" is EnableAutoCommit.
    private static string OptionOf(string key)
    {
        var option = new StringBuilder();
        foreach (var word in key.Split('.'))
        {
            if (word.Length > 0)
                option.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return option.ToString();
    }

    private void Write(string option, IOperation value, IOperation origin, bool isCertain) =>
        Write(option, Setting.Of(value, origin), isCertain);

    private void Write(string option, Setting now, bool isCertain)
    {
        var before = written.TryGetValue(option, out var known) ? known : isComplete ? Setting.Unset : Setting.Unknown;
        var isSame = before.Value == now.Value && Equals(before.Constant, now.Constant) && now.Value != SettingValue.Unknown;
        written = written.SetItem(option, isCertain || isSame ? now : new Setting(SettingValue.Unknown, now.Origin));
    }

    // In the statement list that creates the object, or at the top of a function that is given it, an assignment cannot be skipped.
    private bool IsUnconditional(IOperation write, IOperation? reference)
    {
        if (write == creation)
            return true;
        return StatementListOf(write) is IBlockOperation list
            && (list == StatementListOf(creation) || reference is IParameterReferenceOperation { Parameter: { } parameter }
                && configured.Contains(parameter) && IsBodyOf(parameter.ContainingSymbol, list) && !MayReturnBefore(write, list));
    }

    private static bool MayReturnBefore(IOperation write, IBlockOperation list)
    {
        foreach (var statement in list.Operations)
        {
            if (statement.Syntax.Span.Contains(write.Syntax.Span))
                return false;
            if (statement.DescendantsAndSelf().Any(part => part is IReturnOperation))
                return true;
        }

        return false;
    }

    /// <summary>Whoever runs the function that contains the call runs the call.</summary>
    public static bool IsAlwaysRun(IInvocationOperation call) => StatementListOf(call)?.Parent
        is IMethodBodyOperation or IConstructorBodyOperation or IAnonymousFunctionOperation or ILocalFunctionOperation;

    private static bool IsBodyOf(ISymbol function, IOperation list) => list.Parent switch
    {
        IAnonymousFunctionOperation lambda => SymbolEqualityComparer.Default.Equals(lambda.Symbol, function),
        ILocalFunctionOperation local => SymbolEqualityComparer.Default.Equals(local.Symbol, function),
        IMethodBodyOperation or IConstructorBodyOperation => true,
        _ => false,
    };

    private static IOperation? StatementListOf(IOperation operation)
    {
        var current = operation.Parent;
        while (current is IExpressionStatementOperation or IVariableInitializerOperation or IVariableDeclaratorOperation
            or IVariableDeclarationOperation or IVariableDeclarationGroupOperation or IConversionOperation or ISimpleAssignmentOperation
            or IArgumentOperation or IInvocationOperation)
            current = current.Parent;
        return current as IBlockOperation;
    }

    private bool GoesIntoBuilderOrCopy(IOperation reference)
    {
        var parent = reference.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        var receiver = (parent as IArgumentOperation)?.Parent;
        return kafka.IsConsumerBuilder(receiver?.Type) || receiver is IObjectCreationOperation copy && kafka.IsConfig(copy.Type)
            || receiver is IInvocationOperation { TargetMethod: var method } && LogsOrRegisters(method);
    }

    // The container gives it to those who want one; nobody is expected to write to it then.
    private static bool LogsOrRegisters(IMethodSymbol method) =>
        method.Name.StartsWith("Log", StringComparison.Ordinal) || Registrations.IsRegistration(method);

    // Somebody else may have written to the object.
    private void Forget()
    {
        written = written.Clear();
        isComplete = false;
    }
}
