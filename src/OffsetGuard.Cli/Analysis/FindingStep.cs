namespace OffsetGuard.Cli.Analysis;

/// <summary>One step of the path that leads to the mistake.</summary>
internal sealed record FindingStep(CodePlace Place, string Text);
