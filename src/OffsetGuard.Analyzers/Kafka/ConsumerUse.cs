using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Every call on one consumer in the type that holds it, in source order.</summary>
internal sealed class ConsumerUse
{
    private readonly List<IInvocationOperation> calls = [];
    private readonly HashSet<string> readProperties = new(StringComparer.Ordinal);

    public ConsumerUse(ISymbol consumer, IReadOnlyList<IOperation> references, KafkaApi api)
    {
        // Others may see a field or property that is not private, and what its owner returns.
        IsShared = consumer is IFieldSymbol or IPropertySymbol && consumer.DeclaredAccessibility != Accessibility.Private;
        foreach (var reference in references)
        {
            if (CallOn(reference) is { } call)
                calls.Add(call);
            else if (reference.Parent is IPropertyReferenceOperation property)
                readProperties.Add(property.Property.Name);
            else if (!IsWritten(reference))
                IsShared = true;
        }

        foreach (var call in calls)
            IsShared |= api.RoleOf(call.TargetMethod) == CallRole.None && call.TargetMethod.Name != KafkaNames.Dispose;
    }

    /// <summary>The variable holds one consumer as long as it lives.</summary>
    public bool IsOneConsumer { get; init; }

    /// <summary>Code that is not in sight may call it too.</summary>
    public bool IsShared { get; }

    /// <summary>Every call on it, in source order.</summary>
    public IReadOnlyList<IInvocationOperation> AllCalls => calls;

    public bool Calls(string method) => FindCall(method) is not null;

    public bool Reads(string property) => readProperties.Contains(property);

    /// <summary>Every call of the method, in source order.</summary>
    public IEnumerable<IInvocationOperation> CallsOf(string method) => calls.Where(call => call.TargetMethod.Name == method);

    public IInvocationOperation? FindCall(string method) => calls.Find(call => call.TargetMethod.Name == method);

    private static IInvocationOperation? CallOn(IOperation reference)
    {
        var receiver = reference;
        while (receiver.Parent is IConversionOperation)
            receiver = receiver.Parent;
        return receiver.Parent switch
        {
            IInvocationOperation call when call.Instance == receiver => call,
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access when access.Operation == receiver => call,
            _ => null,
        };
    }

    private static bool IsWritten(IOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference
        || reference.Parent is IUsingOperation or IIsPatternOperation or IBinaryOperation;
}
