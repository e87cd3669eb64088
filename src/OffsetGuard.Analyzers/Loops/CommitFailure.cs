using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Loops;

/// <summary>What becomes of pending offsets when their commit fails.</summary>
internal sealed class CommitFailure(CommitCall commit, PendingOffsets pending)
{
    // Nothing in a handler that goes on does one of these: end the process, rebuild the consumer, go back, or try again.
    private static readonly string[] Endings =
    [
        "StopApplication", "FailFast", "Exit", "Cancel", KafkaNames.Close, KafkaNames.Dispose, KafkaNames.Seek, KafkaNames.Subscribe,
        KafkaNames.Commit,
    ];

    /// <summary>The handler that swallows the failure and does not put the offsets back; null when there is none, or perhaps none.</summary>
    public ICatchClauseOperation? FindSwallow() => IsCopyUsedLater() ? null : FindSwallow(commit.Call, mayAskCallers: true);

    private ICatchClauseOperation? FindSwallow(IOperation operation, bool mayAskCallers)
    {
        for (var (child, current) = (operation, operation.Parent); current is not null; (child, current) = (current, current.Parent))
        {
            switch (current)
            {
                case ITryOperation attempt when attempt.Body == child && HandlerIn(attempt) is { } handler:
                    return GoesOnWithout(attempt, handler) && IsKeptAround(attempt) ? handler : null;
                case IAnonymousFunctionOperation or ICatchClauseOperation:
                    return null;
                case ILocalFunctionOperation local:
                    return mayAskCallers ? FindSwallowOf(local.Symbol) : null;
            }
        }

        return mayAskCallers && operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol method
            ? FindSwallowOf(method)
            : null;
    }

    private ICatchClauseOperation? FindSwallowOf(IMethodSymbol method)
    {
        foreach (var call in commit.Code.CallsOf(method))
        {
            if (FindSwallow(call, mayAskCallers: false) is { } swallow)
                return swallow;
        }

        return null;
    }

    private static ICatchClauseOperation? HandlerIn(ITryOperation attempt)
    {
        foreach (var handler in attempt.Catches)
        {
            if (handler.ExceptionType is null or { Name: "Exception" or "KafkaException" or "TopicPartitionOffsetException" or "Object" })
                return handler;
        }

        return null;
    }

    private bool GoesOnWithout(ITryOperation attempt, ICatchClauseOperation handler)
    {
        foreach (var node in handler.Syntax.DescendantNodes())
        {
            if (node is ThrowStatementSyntax or ThrowExpressionSyntax or ReturnStatementSyntax or BreakStatementSyntax or GotoStatementSyntax)
                return false;
        }

        return !Array.Exists(Endings, name => Mentions.In(handler.Syntax, name))
            && !Concerns(handler) && (attempt.Finally is not { } end || !Concerns(end));
    }

    // A field is there when the method runs again; a local variable has to be declared around a loop.
    private bool IsKeptAround(ITryOperation attempt)
    {
        if (pending.Collection is not ILocalSymbol)
            return true;
        for (var current = attempt.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation && !current.Syntax.Span.Contains(pending.Collection.Locations[0].SourceSpan))
                return true;
        }

        return false;
    }

    private bool Concerns(IOperation part) =>
        Mentions.In(part.Syntax, pending.Collection.Name) || Mentions.In(part.Syntax, pending.Copy.Name);

    // Whoever looks at the copy afterwards may put it back. Its size is for the log.
    private bool IsCopyUsedLater()
    {
        foreach (var reference in commit.Code.ReferencesTo(pending.Copy))
        {
            if (reference.Syntax.SpanStart > commit.Call.Syntax.Span.End
                && reference.Parent is not IPropertyReferenceOperation { Property.Name: "Count" or "Length" })
                return true;
        }

        return false;
    }
}
