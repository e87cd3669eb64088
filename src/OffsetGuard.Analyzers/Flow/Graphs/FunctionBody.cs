using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>The code of a method, lambda or local function. There is one object for each, so that identity is equality.</summary>
internal sealed class FunctionBody(IMethodSymbol symbol, ControlFlowGraph graph, FunctionBody? parent, FlowWork work)
{
    private readonly ConcurrentDictionary<object, FunctionBody> nested = new();

    public IMethodSymbol Symbol { get; } = symbol;

    public ControlFlowGraph Graph { get; } = graph;

    public FunctionBody? Parent { get; } = parent;

    /// <summary>A lambda or local function: it sees the variables of the code around it.</summary>
    public bool IsClosure => Parent is not null;

    private SyntaxNode Syntax { get; } = graph.OriginalOperation.Syntax;

    /// <summary>Calls a method named <c>Consume</c>: only such code can bring a record to life.</summary>
    public bool MentionsConsume => Mentions.In(Syntax, KafkaNames.Consume);

    /// <summary>Only waits or says that it is not written yet: it stands for processing that is still to be written.</summary>
    public bool IsStub
    {
        get
        {
            var stands = false;
            foreach (var node in Syntax.DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax || node is InvocationExpressionSyntax call && !IsPause(call)
                    || node is BaseObjectCreationExpressionSyntax && node.Parent is not (ThrowStatementSyntax or ThrowExpressionSyntax))
                    return false;
                stands |= node is InvocationExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax;
            }

            return stands;
        }
    }

    public FunctionBody LambdaOf(IFlowAnonymousFunctionOperation lambda) =>
        nested.GetOrAdd(lambda, _ => Nest(lambda.Symbol, Graph.GetAnonymousFunctionControlFlowGraph(lambda)));

    /// <summary>Null when the local function is not declared here or around.</summary>
    public FunctionBody? FindLocalFunction(IMethodSymbol function)
    {
        var definition = function.OriginalDefinition;
        foreach (var local in Graph.LocalFunctions)
        {
            if (SymbolEqualityComparer.Default.Equals(local, definition))
                return nested.GetOrAdd(local, _ => Nest(local, Graph.GetLocalFunctionControlFlowGraph(local)));
        }

        return Parent?.FindLocalFunction(function);
    }

    /// <summary>Lambdas and local functions in this code, without those inside them.</summary>
    public IEnumerable<FunctionBody> FindNested()
    {
        foreach (var block in Graph.Blocks)
        {
            foreach (var lambda in LambdasIn(block))
                yield return LambdaOf(lambda);
        }

        foreach (var local in Graph.LocalFunctions)
            yield return FindLocalFunction(local)!;
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> LambdasIn(BasicBlock block)
    {
        foreach (var root in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
        {
            foreach (var operation in root.DescendantsAndSelf())
            {
                if (operation is IFlowAnonymousFunctionOperation lambda)
                    yield return lambda;
            }
        }
    }

    private FunctionBody Nest(IMethodSymbol function, ControlFlowGraph inner)
    {
        work.CountGraph();
        return new FunctionBody(function, inner, this, work);
    }

    private static bool IsPause(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" or "Sleep" or "Yield" or "FromResult" };
}
