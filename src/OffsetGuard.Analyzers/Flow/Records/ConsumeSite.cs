using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>A consume call, and what is known of its consumer.</summary>
/// <remarks><see cref="Consumer"/> is the variable that holds the consumer, or null when that is an expression.</remarks>
internal sealed record ConsumeSite(IInvocationOperation Call, ISymbol? Consumer, ConsumerConfigFacts Config)
{
    /// <summary>How to speak of the record: by the variable it is first assigned to.</summary>
    public string RecordName => NameOf(Call) is { } name ? $"'{name}'" : "the record";

    private static string? NameOf(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent switch
        {
            ISimpleAssignmentOperation assignment => VariableWrites.VariableOf(assignment.Target)?.Name,
            IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: { } declared } } => declared.Name,
            IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } declared } } => declared.Name,
            _ => null,
        };
    }
}
