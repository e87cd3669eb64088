using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>A call whose receiver and arguments are evaluated.</summary>
/// <param name="Operation">Where it is written.</param>
/// <param name="Callee">The name a reader sees.</param>
/// <param name="Receiver">The object it is called on.</param>
/// <param name="Arguments">In the order of the parameters; a lambda called by foreign code gets the same for each.</param>
internal sealed record CallSite(IOperation Operation, string Callee, Value Receiver, IReadOnlyList<Value> Arguments)
{
    /// <summary>It runs on this object, so fields mean the same inside.</summary>
    public bool SharesFields { get; init; }

    /// <summary>Foreign code calls the lambda: nobody knows what it passes, but it can only come from here.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Receiver and arguments together.</summary>
    public Value All
    {
        get
        {
            var all = Receiver.Derived;
            foreach (var argument in Arguments)
                all |= argument.Derived;
            return all;
        }
    }

    public bool PassesFunction
    {
        get
        {
            foreach (var argument in Arguments)
            {
                if (argument.Function is not null)
                    return true;
            }

            return false;
        }
    }

    public PathStep Step(StepKind kind) => new(kind, Operation, Callee);

    public Value ArgumentOf(int ordinal) => IsForeign ? All : ordinal < Arguments.Count ? Arguments[ordinal] : Value.None;
}
