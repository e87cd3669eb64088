using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>The steps of a record so far, newest last. Paths share what they have in common.</summary>
internal sealed class Trail
{
    private Trail(Trail? before, PathStep step)
    {
        Before = before;
        Step = step;
        Length = 1 + (before?.Length ?? 0);
    }

    public Trail? Before { get; }

    public PathStep Step { get; }

    public int Length { get; }

    public static Trail Append(Trail? trail, PathStep step) => new(trail, step);

    /// <summary>Puts what happened inside a called function behind what happened before the call.</summary>
    public static Trail? Append(Trail? trail, Trail? inside, IOperation call, string callee) =>
        inside is null ? trail : new Trail(Append(trail, inside.Before, call, callee), inside.Step with { Via = call, Caller = callee });

    /// <summary>The same, with a last step that happens while an exception leaves the code around it.</summary>
    public static Trail Unwinding(Trail trail) => new(trail.Before, trail.Step with { IsUnwinding = true });

    public PathStep? FindLast(StepKind kind)
    {
        for (var current = this; current is not null; current = current.Before)
        {
            if (current.Step.Kind == kind)
                return current.Step;
        }

        return null;
    }

    public bool IsSameAs(Trail other)
    {
        if (Length != other.Length)
            return false;
        Trail? right = other;
        for (var left = this; left is not null && left != right; left = left.Before, right = right.Before)
        {
            if (left.Step.Operation != right!.Step.Operation || left.Step.Kind != right.Step.Kind)
                return false;
        }

        return true;
    }

    public ImmutableArray<PathStep> ToSteps()
    {
        var steps = new PathStep[Length];
        for (var (current, index) = (this, Length - 1); current is not null; current = current.Before, index--)
            steps[index] = current.Step;
        return ImmutableArray.Create(steps);
    }
}
