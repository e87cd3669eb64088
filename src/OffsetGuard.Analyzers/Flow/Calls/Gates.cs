using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>Semaphores that let one task run at a time: the path waits until the task before has ended.</summary>
internal sealed class Gates(CodeOfTypes code)
{
    /// <summary>Notes that the path has passed a gate, or has opened it again itself.</summary>
    public void Apply(IInvocationOperation call, PathState path)
    {
        if (call.TargetMethod.ContainingType is not { Name: nameof(SemaphoreSlim) }
            || VariableWrites.VariableOf(call.Instance) is not { } gate)
            return;

        // A wait with a timeout brings a yes or no, and may have been in vain.
        if (call.TargetMethod.Name is nameof(SemaphoreSlim.Wait) or nameof(SemaphoreSlim.WaitAsync)
            && !CallShape.HasResult(call) && (!CallShape.IsTask(call.Type) || CallShape.IsAwaited(call)) && MayBeForOne(gate))
            path.PassGate(gate);
        else if (call.TargetMethod.Name == nameof(SemaphoreSlim.Release))
            path.EndFactsAbout(gate);
    }

    // A semaphore from outside may be for one; one that is made here for a number that is not written down is meant for more.
    private bool MayBeForOne(ISymbol gate) =>
        gate.ContainingType is { } type && VariableWrites.Unconverted(code.Of(type).FindOnlyValue(gate)) is IObjectCreationOperation creation
            ? creation.Arguments.Length > 0 && creation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 1 }
            : true;
}
