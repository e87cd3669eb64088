namespace OffsetGuard.Corpus.Repositories;

/// <summary>The sources of one commit on disk.</summary>
/// <param name="Folder">The root of the repository.</param>
/// <param name="IsLabelledCommit">False when the labelled commit is not to be had and this is the newest one.</param>
internal sealed record Checkout(string Folder, bool IsLabelledCommit);
