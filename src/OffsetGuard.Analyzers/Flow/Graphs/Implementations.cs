using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Which methods of this compilation a virtual or interface call may reach.</summary>
internal sealed class Implementations(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, List<IMethodSymbol>> all = new(SymbolEqualityComparer.Default);

    // Filled when the first such call is followed. Two threads may do it at once: both find the same.
    private List<INamedTypeSymbol>? types;

    /// <summary>Empty when there are more than can be followed one by one.</summary>
    public IReadOnlyList<IMethodSymbol> Of(IMethodSymbol method)
    {
        if (method.IsStatic || !(method.IsVirtual || method.IsAbstract || method.IsOverride) || method.IsSealed)
            return [method];

        var found = all.GetOrAdd(method, Find);
        return found.Count <= FlowBudget.ImplementationsMax ? found : [];
    }

    /// <summary>Whatever the call reaches, it is <c>async void</c>: the caller never learns how it ends.</summary>
    public bool AreAllAsyncVoid(IMethodSymbol method)
    {
        if (!method.ReturnsVoid || !method.IsAbstract)
            return false;
        var found = all.GetOrAdd(method, Find);
        return found.Count > 0 && found.TrueForAll(implementation => implementation.IsAsync);
    }

    private List<IMethodSymbol> Find(IMethodSymbol method)
    {
        var found = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        if (!method.IsAbstract)
            found.Add(method);
        var isContract = method.ContainingType.TypeKind == TypeKind.Interface;
        foreach (var type in types ??= Collect())
            found.UnionWith(isContract ? Implementing(type, method) : Overriding(type, method));

        return [.. found];
    }

    private static IEnumerable<IMethodSymbol> Implementing(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var contract in type.AllInterfaces)
        {
            if (!IsReceiver(contract, method.ContainingType))
                continue;
            foreach (var member in contract.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)
                    && type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                    yield return implementation.OriginalDefinition;
            }
        }
    }

    // IHandler<Order> is not implemented by a type that implements IHandler<Invoice> alone.
    private static bool IsReceiver(INamedTypeSymbol contract, INamedTypeSymbol called)
    {
        if (!SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, called.OriginalDefinition))
            return false;
        for (var index = 0; index < called.TypeArguments.Length; index++)
        {
            if (called.TypeArguments[index] is INamedTypeSymbol argument && contract.TypeArguments[index] is INamedTypeSymbol own
                && !SymbolEqualityComparer.Default.Equals(argument, own))
                return false;
        }

        return true;
    }

    private static IEnumerable<IMethodSymbol> Overriding(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var member in type.GetMembers(method.Name))
        {
            for (var current = (member as IMethodSymbol)?.OverriddenMethod; current is not null; current = current.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.OriginalDefinition))
                    yield return (IMethodSymbol)member;
            }
        }
    }

    private List<INamedTypeSymbol> Collect()
    {
        var found = new List<INamedTypeSymbol>();
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
                    found.Add(type);
                if (member is INamespaceOrTypeSymbol container)
                    open.Push(container);
            }
        }

        return found;
    }
}
