using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>What a call does to a path: calls of the client, calls into code that can be followed, and all others by their looks.</summary>
internal sealed class CallTransfer
{
    private readonly Transfer transfer;
    private readonly FunctionBody body;
    private readonly OffsetFlow engine;
    private readonly FollowedCalls followed;
    private readonly ClientCalls client;
    private readonly TaskCalls tasks;
    private readonly OpaqueCalls opaque;

    public CallTransfer(Transfer transfer, GraphFlow flow, FunctionBody body, FlowRun run)
    {
        this.transfer = transfer;
        this.body = body;
        engine = run.Engine;
        followed = new FollowedCalls(transfer, flow, body, run);
        client = new ClientCalls(transfer, flow, body, run);
        tasks = new TaskCalls(transfer, followed, new Gates(engine.Code));
        opaque = new OpaqueCalls(transfer, flow, followed, engine);
    }

    /// <summary>The code behind a method group; null when it is not in this compilation.</summary>
    public FunctionBody? BodyOf(IMethodReferenceOperation method) =>
        method.Method.MethodKind == MethodKind.LocalFunction
            ? body.FindLocalFunction(method.Method)
            : method.Instance is null or IInstanceReferenceOperation ? engine.Bodies.Find(method.Method) : null;

    public Value Call(IInvocationOperation call, PathState path)
    {
        var receiver = transfer.Evaluate(call.Instance, path);
        var arguments = new Value[call.TargetMethod.Parameters.Length];
        foreach (var argument in call.Arguments)
        {
            var value = transfer.Evaluate(argument.Value, path);
            if (argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length)
                arguments[parameter.Ordinal] = arguments[parameter.Ordinal].IsNothing ? value : arguments[parameter.Ordinal] | value;
        }

        if (path.IsOver)
            return Value.None;
        var site = new CallSite(call, CallJudgement.CalleeOf(call), receiver, arguments)
        {
            SharesFields = call.Instance is null or IInstanceReferenceOperation,
        };
        return Apply(call, site, path);
    }

    /// <summary>A call that the compiler cannot resolve, because a reference is missing or the code is being typed.</summary>
    public Value CallUnresolved(IInvalidOperation invalid, PathState path)
    {
        var parts = new List<Value>();
        foreach (var part in invalid.ChildOperations)
            parts.Add(transfer.Evaluate(part, path));
        return opaque.CallUnresolved(invalid, new CallSite(invalid, UnresolvedCall.NameOf(invalid), Value.None, parts), path);
    }

    private Value Apply(IInvocationOperation call, CallSite site, PathState path)
    {
        if (client.RoleOf(call) is not CallRole.None and var role)
            return client.Apply(role, call, site, path);
        if (tasks.TryApply(call, site, path, out var task))
            return task;
        if (engine.Judgement.DeclaredMeaningOf(call.TargetMethod) is { } declared)
            return opaque.Apply(declared, call, site, path);
        if (CallJudgement.IsObservation(call, site.Callee))
            return Value.None;
        if (CanMatter(call, site, path) && TargetsOf(call, site, path) is { Count: > 0 } targets)
            return Follow(call, site, targets, path);
        var result = opaque.Call(call, site, path);
        StoreOutputs(call, result.Derived | site.Receiver.Derived, path);
        return result;
    }

    // What foreign code writes to its out and ref parameters, it has made of what it was given.
    private static void StoreOutputs(IInvocationOperation call, Value value, PathState path)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref })
                Assignments.Store(argument.Value, value, path);
        }
    }

    // Most calls have nothing to do with the record; they are not followed, and no graph is built for them.
    private bool CanMatter(IInvocationOperation call, CallSite site, PathState path)
    {
        if (site.All.IsCarrying || site.PassesFunction || site.Receiver.Function is not null
            || call.TargetMethod.MethodKind == MethodKind.LocalFunction)
            return true;
        if (path.Token is null)
            return engine.Users.MayConsume(call.TargetMethod);
        return path.Token.State != RecordState.Settled && engine.Users.MayTouchConsumer(call.TargetMethod);
    }

    private IReadOnlyList<FunctionBody> TargetsOf(IInvocationOperation call, CallSite site, PathState path)
    {
        var targets = FindTargets(call, site);
        foreach (var target in targets)
        {
            if (path.Token is null ? !target.MentionsConsume : target.IsStub && !CallNames.MaySettle(site.Callee) && site.All.HasRecord)
                return [];
        }

        return targets;
    }

    private IReadOnlyList<FunctionBody> FindTargets(IInvocationOperation call, CallSite site)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return site.Receiver.Function is { } function ? [function] : [];
        if (method.MethodKind == MethodKind.LocalFunction)
            return body.FindLocalFunction(method) is { } local ? [local] : [];
        var isExact = !call.IsVirtual || call.Instance?.Syntax is BaseExpressionSyntax;
        return engine.Bodies.FindTargets(method, isExact);
    }

    private Value Follow(IInvocationOperation call, CallSite site, IReadOnlyList<FunctionBody> targets, PathState path)
    {
        foreach (var target in targets)
        {
            if (target.Symbol.IsAsync && !CallShape.IsAwaited(call))
            {
                var started = followed.Start(site, targets, path);
                return CallShape.IsTask(call.Type) ? started : Value.None;
            }
        }

        var before = path.Token?.State;
        var result = followed.Run(site, targets, path);

        // A method that says it settles the record, and is not seen to, keeps book of offsets.
        if (CallNames.MaySettle(site.Callee) && site.All.IsCarrying && path.Token?.State == before)
            RecordEvents.Lose(path);
        return result;
    }
}
