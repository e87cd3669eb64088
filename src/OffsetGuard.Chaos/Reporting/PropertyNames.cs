using OffsetGuard.Chaos.Checking;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>The standard terms for the promises.</summary>
internal static class PropertyNames
{
    public static string IdOf(Property property) => property switch
    {
        Property.NoLoss => "at-least-once",
        Property.Progress => "progress",
        Property.GratuitousDuplicates => "gratuitous-duplicates",
        Property.CommitAhead => "commit-ahead",
        Property.FinalCommitExact => "final-commit-exact",
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "There is no such promise."),
    };

    public static string HeadlineOf(Violation violation, string record, long? committed) => violation.Property switch
    {
        Property.NoLoss => $"AT-LEAST-ONCE BROKEN: {record} is lost",
        Property.Progress => $"NO PROGRESS: {record} is never processed although nothing fails any more",
        Property.GratuitousDuplicates => $"DUPLICATE WITHOUT A FAULT: {record} is processed twice",
        Property.CommitAhead => $"COMMIT AHEAD OF PROCESSING: {record} is committed before it is processed",
        _ when committed is null => $"FINAL COMMIT MISSING: {violation.Partition} has no committed offset, the next one to read is {violation.Offset + 1}",
        _ => $"FINAL COMMIT NOT EXACT: {violation.Partition} is committed at {committed}, the next offset to read is {violation.Offset + 1}",
    };

    /// <summary>What stands beside the record wherever a page shows it.</summary>
    public static string MarkOf(Property property) => property switch
    {
        Property.NoLoss => "lost",
        Property.Progress => "stuck",
        Property.GratuitousDuplicates => "processed twice",
        Property.CommitAhead => "in danger",
        Property.FinalCommitExact => "not committed",
        _ => "broken",
    };
}
