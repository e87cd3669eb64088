using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>A consumer that is built here: its configuration, its handlers, and what becomes of it.</summary>
/// <param name="Build">The call that builds it.</param>
/// <param name="Config">What is known of its configuration.</param>
/// <param name="Use">What the type does with it; null when it goes elsewhere at once.</param>
internal sealed record BuiltConsumer(IInvocationOperation Build, ConsumerConfigFacts Config, ConsumerUse? Use)
{
    /// <summary>The file in which a finding about it is shown.</summary>
    public SyntaxTree Tree => Build.Syntax.SyntaxTree;

    public static BuiltConsumer Of(IInvocationOperation build, ConsumerConfigReader configs)
    {
        var holder = HolderOf(build);
        return new BuiltConsumer(build, configs.FactsOf(build), holder is null ? null : configs.UseOf(holder));
    }

    /// <summary>The handlers that are set in the chain of calls that ends in the build.</summary>
    public IEnumerable<IInvocationOperation> Handlers()
    {
        for (var call = Build.Instance as IInvocationOperation; call is not null; call = call.Instance as IInvocationOperation)
            yield return call;
    }

    /// <summary>The operation if it lies in the file of the build, else the build.</summary>
    public Location Place(IOperation? operation) => (operation?.Syntax.SyntaxTree == Tree ? operation! : Build).Syntax.GetLocation();

    private static ISymbol? HolderOf(IInvocationOperation build)
    {
        IOperation value = build;
        while (value.Parent is IConversionOperation)
            value = value.Parent;
        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            IAssignmentOperation assignment when assignment.Value == value => VariableWrites.VariableOf(assignment.Target),
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0],
            _ => null,
        };
    }
}
