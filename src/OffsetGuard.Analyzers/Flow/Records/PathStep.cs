using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>One thing that happens to a record.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Operation">Where it is written.</param>
/// <param name="Callee">Name of the method or delegate that is called.</param>
internal sealed record PathStep(StepKind Kind, IOperation Operation, string Callee)
{
    /// <summary>What a commit or store is given of the record.</summary>
    public Carried Given { get; init; }

    /// <summary>What the condition of a question was.</summary>
    public bool Answer { get; init; }

    /// <summary>A semaphore lets no other task run that is started here.</summary>
    public bool IsBehindGate { get; init; }

    /// <summary>It happens in a finally block, while an exception leaves the code around it.</summary>
    public bool IsUnwinding { get; init; }

    /// <summary>The call in the judged member that leads to the step; null when the step lies in the member itself.</summary>
    public IOperation? Via { get; init; }

    /// <summary>Name of the method or delegate that the judged member calls to get there.</summary>
    public string Caller { get; init; } = Callee;

    public bool IsProcessing => Kind is StepKind.Process or StepKind.Start or StepKind.HandOff or StepKind.Produce;

    public bool IsAcknowledgement => Kind is StepKind.Commit or StepKind.Store;

    public Location Location => Operation.Syntax.GetLocation();

    /// <summary>The step when it lies in the file, else the call that leads to it: editors show only what lies in the file.</summary>
    public Location LocationIn(SyntaxTree tree) =>
        Operation.Syntax.SyntaxTree == tree || Via is null ? Location : Via.Syntax.GetLocation();

    /// <summary>Where the judged member does it or calls what does it. Counted from 1, as editors do.</summary>
    public int LineNumber => (Via ?? Operation).Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
