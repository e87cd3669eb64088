namespace OffsetGuard.Cli.Reports;

/// <summary>A file that appears complete or not at all: written beside its place and renamed.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly string path;
    private readonly StreamWriter writer;

    private ReportFile(string path)
    {
        this.path = path;
        writer = new StreamWriter(PartialPath) { NewLine = "\n" };
    }

    public TextWriter Writer => writer;

    private string PartialPath => path + ".partial";

    /// <summary>Opens it before any work is done; null when the place cannot be written.</summary>
    public static ReportFile? TryCreate(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return null;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new ReportFile(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Publish()
    {
        writer.Dispose();
        File.Move(PartialPath, path, overwrite: true);
    }

    public void Dispose()
    {
        writer.Dispose();
        File.Delete(PartialPath);
    }
}
