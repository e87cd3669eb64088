namespace OffsetGuard.Cli.Analysis;

/// <summary>A region of a file; lines and columns count from 1, the end column is exclusive.</summary>
internal sealed record CodePlace(string Path, int StartLine, int StartColumn, int EndLine, int EndColumn, string LineText);
