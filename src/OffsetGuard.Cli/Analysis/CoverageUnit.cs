namespace OffsetGuard.Cli.Analysis;

internal enum CoverageUnit
{
    Project,
    File,
}
