namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>A step that a rule may have to judge. Seen inside a called function, it lacks what happened before the call.</summary>
/// <param name="Trail">The steps known so far; the last one is the step in question.</param>
/// <param name="Before">The state of the record before that step.</param>
/// <param name="Deferred">What the task in flight will have done.</param>
internal sealed record Sighting(Trail Trail, RecordState Before, Deferred Deferred);
