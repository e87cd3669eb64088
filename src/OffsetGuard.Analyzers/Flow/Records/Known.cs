namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>What is known of a value beside what it carries.</summary>
internal enum Known
{
    Nothing,
    True,
    False,
    Null,
    NotNull,
}
