using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>The bodies of the methods of one compilation. Each graph is built when a record is first followed into the method.</summary>
internal sealed class FunctionBodies(Compilation compilation, FlowWork work)
{
    private readonly ConcurrentDictionary<IMethodSymbol, FunctionBody?> bodies = new(SymbolEqualityComparer.Default);
    private readonly Implementations implementations = new(compilation);

    /// <summary>What a call of the method may run; nothing when that is not in this compilation or too much of it is.</summary>
    public IReadOnlyList<FunctionBody> FindTargets(IMethodSymbol method, bool isExact)
    {
        var found = new List<FunctionBody>();
        foreach (var target in isExact ? [method] : implementations.Of(method))
        {
            if (Find(target) is { } body)
                found.Add(body);
        }

        return found;
    }

    /// <summary>Whatever the call reaches, the caller never learns how it ends.</summary>
    public bool AreAllAsyncVoid(IMethodSymbol method) => implementations.AreAllAsyncVoid(method);

    /// <summary>The body of a member that the compiler has a graph of already.</summary>
    public FunctionBody GetOrAdd(IMethodSymbol method, Func<ControlFlowGraph> graphOf)
    {
        if (bodies.TryGetValue(method.OriginalDefinition, out var known) && known is not null)
            return known;
        work.CountGraph();
        var body = new FunctionBody(method, graphOf(), parent: null, work);
        bodies.TryAdd(method.OriginalDefinition, body);
        return body;
    }

    public FunctionBody? Find(IMethodSymbol method) => bodies.GetOrAdd(method.OriginalDefinition, Create);

    private FunctionBody? Create(IMethodSymbol method)
    {
        var declared = method.PartialImplementationPart ?? method;
        if (declared.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
            || declared.IsAbstract || declared.IsExtern || declared.DeclaringSyntaxReferences.Length != 1)
            return null;

        var syntax = declared.DeclaringSyntaxReferences[0].GetSyntax();
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;

#pragma warning disable RS1030 // A callee may lie in any file; inside the driver this is its own cached model.
        var operation = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax);
#pragma warning restore RS1030
        if (operation is not IMethodBodyOperation root)
            return null;

        work.CountGraph();
        return new FunctionBody(declared, ControlFlowGraph.Create(root), parent: null, work);
    }
}
