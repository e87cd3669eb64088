namespace OffsetGuard.Cli.Reports;

internal enum ReportFormat
{
    Text,
    Sarif,
}
