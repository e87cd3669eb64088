namespace OffsetGuard.Corpus.Labels;

/// <summary>A loop in a public repository that consumes records, and what an expert would say of it.</summary>
internal sealed record LabelledLoop
{
    public required string Id { get; init; }

    /// <summary>As <c>owner/name</c> on GitHub.</summary>
    public required string Repository { get; init; }

    /// <summary>The commit that was read; null when nobody wrote it down.</summary>
    public string? Commit { get; init; }

    /// <summary>Paths from the root of the repository; <see cref="Lines"/> are lines of the first.</summary>
    public required ImmutableArray<string> Files { get; init; }

    public required ImmutableArray<LineRange> Lines { get; init; }

    /// <summary>The lines were counted in another copy of the file and may be a few off.</summary>
    public bool LinesAreApproximate { get; init; }

    public required ImmutableArray<Label> Labels { get; init; }

    /// <summary>What makes the mistake hard to see: a helper method, an interface, a configuration in another file.</summary>
    public string Indirection { get; init; } = "";
}
