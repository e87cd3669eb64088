using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>The analysis of one member: its budget, and the functions that are open on the way down from it.</summary>
internal sealed class FlowRun(OffsetFlow engine, Func<IInvocationOperation, ConsumeSite> siteOf, CancellationToken cancellationToken)
{
    private readonly Dictionary<SummaryKey, Summary> finished = [];
    private readonly Dictionary<SummaryKey, OpenCall> open = [];
    private int summaryCount;
    private int cutCount;
    private int lowestReentry = int.MaxValue;

    public OffsetFlow Engine { get; } = engine;

    public int VisitCount { get; private set; }

    /// <summary>Nesting of expressions over all functions that are open.</summary>
    public int ExpressionDepth { get; set; }

    /// <summary>A limit is passed: then nothing that was found may be reported.</summary>
    public bool IsExhausted { get; private set; }

    public void Exhaust() => IsExhausted = true;

    public bool TryVisit()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++VisitCount > FlowBudget.VisitsMax)
            Exhaust();
        return !IsExhausted;
    }

    /// <summary>The client stores the offset before it hands the record over, so that <c>Commit()</c> commits it.</summary>
    public bool IsStoredByClient(IInvocationOperation consume, INamedTypeSymbol? type)
    {
        var setting = siteOf(consume).Config.AutoOffsetStore;

        // Where nobody stores offsets by hand, the client does, or nothing is ever committed.
        return setting.IsOn || setting.Value == SettingValue.Unknown && !Engine.Users.StoresOffsets(type);
    }

    public Summary SummaryOf(FunctionBody body, PathState entry)
    {
        var key = new SummaryKey(body, entry);
        if (finished.TryGetValue(key, out var known))
            return known;
        if (Engine.FindPublished(key) is { } published)
            return published;
        if (open.TryGetValue(key, out var call))
        {
            call.IsReentered = true;
            lowestReentry = Math.Min(lowestReentry, call.Depth);
            return call.Summary;
        }

        if (open.Count == FlowBudget.CallDepthMax)
        {
            cutCount++;
            return Summary.Unknown;
        }

        if (++summaryCount > FlowBudget.SummariesMax)
            Exhaust();
        return IsExhausted ? Summary.Unknown : Compute(key);
    }

    // A function that is entered again while it is open gets what is known of it so far, and is computed anew as long as that grows.
    private Summary Compute(SummaryKey key)
    {
        var call = new OpenCall(open.Count);
        var (cutsBefore, lowestBefore) = (cutCount, lowestReentry);
        lowestReentry = int.MaxValue;
        open.Add(key, call);
        for (var round = 0; ; round++)
        {
            Engine.Work.CountSummary();
            var exitCount = call.Summary.Exits.Count;
            call.Summary = new GraphFlow(key.Body, this, isRoot: false).Follow(key.Entry.Clone());
            if (!call.IsReentered || call.Summary.Exits.Count == exitCount || IsExhausted)
                break;
            if (round == FlowBudget.RecursionRoundsMax)
            {
                cutCount++;
                call.Summary = Summary.Unknown;
                break;
            }
        }

        open.Remove(key);

        // What was computed with an unfinished caller in mind holds for this round of the caller only.
        var isFinal = lowestReentry >= call.Depth;
        if (isFinal && !IsExhausted)
        {
            finished.Add(key, call.Summary);
            if (cutCount == cutsBefore && key.IsShareable)
                Engine.Publish(key, call.Summary);
        }

        lowestReentry = Math.Min(lowestBefore, isFinal ? int.MaxValue : lowestReentry);
        return call.Summary;
    }

    private sealed class OpenCall(int depth)
    {
        public int Depth { get; } = depth;

        public bool IsReentered { get; set; }

        public Summary Summary { get; set; } = Summary.Unknown;
    }
}
