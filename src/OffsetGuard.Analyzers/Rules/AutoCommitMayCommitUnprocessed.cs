using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2001: the client stores offsets and commits them by itself while records are being processed.</summary>
internal sealed class AutoCommitMayCommitUnprocessed() : FlowRule(RuleCatalogue.OG2001)
{
    public override Finding? Judge(RecordPath path)
    {
        var config = path.Config;
        if (!config.AutoCommit.IsOn || !config.AutoOffsetStore.IsOn)
            return null;
        if (config.AssignsOnly || config.ReadsLatestOnPurpose)   // a reader or a live broadcast: no record is owed to anyone
            return null;
        if (!path.Last.IsProcessing || IsWithoutWaiting(path))   // that is OG1003's
            return null;
        if (config.MovesOffsetsByHand)   // that is OG2002's or OG2003's
            return null;

        // A default is written nowhere: then the place to write the option is where the configuration is made.
        if ((config.AutoCommit.Origin ?? config.Creation ?? config.Build) is not { } origin)
            return null;
        var place = (origin.Syntax.SyntaxTree == path.Tree ? origin : path.Consume.Operation).Syntax.GetLocation();
        var effect = path.Last;

        return Finding.At(place, path.Record, $"'{effect.Caller}'", effect.LineNumber)
            .Step(origin.Syntax.GetLocation(), "the client stores and commits offsets by itself")
            .Step(path.Consume.Location, $"the offset of {path.Record} is stored before it is handed over here")
            .Step(effect.Location, $"'{effect.Callee}' processes it here, while the timer may commit it");
    }

    // A task is seen when it starts, in what it does, and once more when the path waits for its end.
    private static bool IsWithoutWaiting(RecordPath path) =>
        path.Last.Kind == StepKind.Start || path.FindLast(StepKind.Start) is not null && path.Before != RecordState.InFlight;
}
