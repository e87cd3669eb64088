namespace OffsetGuard.Cli.Loading;

/// <summary>Why a project could not be analysed as a whole, and the next step for the user.</summary>
internal sealed record LoadProblem(string Project, string What, ImmutableArray<string> Details, string NextStep);
