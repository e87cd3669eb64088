using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>Which variables of the callee stand for which of the caller, on the way in and on the way out.</summary>
internal sealed class Binding(CallSite call, FunctionBody target, FunctionBody caller)
{
    private readonly List<Slot> shared = [];

    /// <summary>The path as the callee sees it: its own variables, and those of the caller that it can reach.</summary>
    public PathState Enter(PathState path)
    {
        var entry = new PathState(path.Token is { } token ? token with { Trail = null } : null);
        foreach (var parameter in target.Symbol.Parameters)
            entry.Hold(Slot.Of(parameter), Passed(parameter));
        if (!target.Symbol.IsStatic && !target.IsClosure && target.Symbol.ContainingType is { } type && call.Receiver.IsCarrying)
            entry.Hold(Slot.Of(type), call.Receiver.Derived);

        foreach (var pair in path.Held)
        {
            if (!IsShared(pair.Key))
                continue;
            shared.Add(pair.Key);
            entry.Hold(pair.Key, pair.Value);
        }

        return entry;
    }

    public void TakeOver(Exit exit, PathState path)
    {
        foreach (var slot in shared)
            path.Hold(slot, exit.Path.HeldBy(slot));
        foreach (var pair in exit.Path.Held)
        {
            if (IsShared(pair.Key) && IsVisibleToCaller(pair.Key.Variable!))
                path.Hold(pair.Key, pair.Value);
        }

        if (call.Operation is IInvocationOperation invocation && !call.IsForeign)
            TakeOverOutputs(invocation, exit, path);
        if (exit.Path.Token is { } token)
            path.Token = token with { Trail = Trail.Append(path.Token?.Trail, token.Trail, call.Operation, call.Callee) };
    }

    private void TakeOverOutputs(IInvocationOperation invocation, Exit exit, PathState path)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref, Ordinal: var ordinal }
                && ordinal < target.Symbol.Parameters.Length)
                Assignments.Store(argument.Value, exit.Path.HeldBy(Slot.Of(target.Symbol.Parameters[ordinal])), path);
        }
    }

    private Value Passed(IParameterSymbol parameter)
    {
        if (call.IsForeign && !MayBeRecord(parameter.Type))
            return Value.None;
        var value = call.ArgumentOf(parameter.Ordinal);
        return value.Known is Known.True or Known.False ? value : value with { Known = Known.Nothing };
    }

    // Foreign code passes tokens, indexes and contexts too.
    private static bool MayBeRecord(ITypeSymbol type) =>
        type.SpecialType is SpecialType.None or SpecialType.System_String or SpecialType.System_Object
        && type.Name != nameof(CancellationToken);

    private bool IsShared(Slot slot) => slot.Variable switch
    {
        null => false,
        IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } => true,
        IFieldSymbol or IPropertySymbol or INamedTypeSymbol => call.SharesFields || target.IsClosure,
        _ => target.IsClosure || call.PassesFunction,
    };

    private bool IsVisibleToCaller(ISymbol variable)
    {
        if (variable is IFieldSymbol or IPropertySymbol)
            return true;
        for (var function = caller; function is not null; function = function.Parent)
        {
            if (SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function.Symbol))
                return true;
        }

        return false;
    }
}
