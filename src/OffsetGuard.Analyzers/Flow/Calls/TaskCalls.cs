using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>Tasks and threads: what starts work, what waits for it, and what only passes a task on.</summary>
internal sealed class TaskCalls(Transfer transfer, FollowedCalls followed, Gates gates)
{
    public bool TryApply(IInvocationOperation call, CallSite site, PathState path, out Value result)
    {
        result = Value.None;
        if (call.TargetMethod.ContainingType is not { } type || !IsThreading(type.ContainingNamespace))
            return false;

        gates.Apply(call, path);
        switch (call.TargetMethod.Name)
        {
            case "Run" or "StartNew" or "QueueUserWorkItem" or "UnsafeQueueUserWorkItem":
                result = Start(call, site, path);
                return true;
            case "ForEach" or "ForEachAsync" or "For" or "ForAsync" or "Invoke" when type.Name == "Parallel":
                RunConcurrently(call, site, path);
                return true;
            case "WaitAll" or "Wait" or "GetResult":
                if (site.All.Has(Carried.Task))
                    transfer.Events.Join(site.Step(StepKind.Fail), path, transfer.Choices);
                result = site.All.Without(Carried.Task);
                return true;
            case "WhenAny" or "WaitAny" or "ContinueWith":
                if (site.All.Has(Carried.Task) || site.PassesFunction)
                    RecordEvents.Lose(path);
                return true;
            case "FromResult":
                result = site.Arguments[0];
                return true;
            case "WhenAll" or "ConfigureAwait" or "AsTask" or "GetAwaiter" or "Unwrap" or "WaitAsync" or "FromException" or "FromCanceled":
                result = site.All;
                return true;
            default:
                return false;
        }
    }

    private Value Start(IInvocationOperation call, CallSite site, PathState path)
    {
        foreach (var argument in site.Arguments)
        {
            if (argument.Function is not { } function || path.Token is null)
                continue;
            var work = new CallSite(call, site.Callee, Value.None, site.Arguments) { IsForeign = true };
            return CallShape.IsAwaited(call) ? followed.Run(work, [function], path) : followed.Start(work, [function], path);
        }

        return site.All.Derived;
    }

    private void RunConcurrently(IInvocationOperation call, CallSite site, PathState path)
    {
        foreach (var argument in site.Arguments)
        {
            if (argument.Function is not { } function || path.Token is null || path.IsOver)
                continue;
            if (IsOneAtATime(call))
                followed.Run(site with { IsForeign = true }, [function], path);
            else
                followed.RunConcurrently(site with { IsForeign = true }, function, path);
        }
    }

    // The graph takes an object and its initialiser apart, so the text is read.
    private static bool IsOneAtATime(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type.Name != nameof(ParallelOptions))
                continue;
            var made = VariableWrites.VariableOf(argument.Value) is { DeclaringSyntaxReferences: { Length: 1 } declarations }
                ? declarations[0].GetSyntax()
                : argument.Syntax;
            foreach (var node in made.DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax { Left: SimpleNameSyntax option, Right: var count }
                    && option.Identifier.ValueText == nameof(ParallelOptions.MaxDegreeOfParallelism))
                    return count.ToString() == "1";
            }
        }

        return false;
    }

    private static bool IsThreading(INamespaceSymbol? scope) =>
        scope is { Name: "Tasks" or "CompilerServices" or "Threading", ContainingNamespace.Name: "Threading" or "System" or "Runtime" };
}
