using System.Security.Cryptography;
using System.Text;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>Writes the page of a counterexample into the directory that was asked for. Whatever goes wrong, the text comes first.</summary>
internal sealed class HtmlReport
{
    private const int HashLength = 12;

    private readonly string _directory;
    private OffsetRecorder? _recorder;

    private HtmlReport(string directory) => _directory = directory;

    /// <summary>A report when the options or the variable name a directory; else null.</summary>
    public static HtmlReport? IfWanted(ChaosOptions options) =>
        (options.HtmlReport ?? Environment.GetEnvironmentVariable(Chaos.HtmlVariable)) is { Length: > 0 } directory ? new HtmlReport(directory) : null;

    /// <summary>Records the offsets of a world in which nothing has happened yet.</summary>
    public void Watch(World world) => _recorder = new OffsetRecorder(world);

    /// <summary>Writes the file and returns the line of the text that names it, or that says why there is none.</summary>
    public string Write(Counterexample counterexample, Account account, string summary)
    {
        var recorder = _recorder ?? throw new Broker.InvariantException("The world of the counterexample was not watched.");
        var explored = summary.Trim() is { Length: > 0 } words ? words : null;
        var document = new DocumentAssembly(counterexample, recorder, account).Assemble(explored);
        var page = HtmlPage.Write(document, counterexample.Write(account) + summary);
        try
        {
            return $"\nhtml: {Write(page, FileNameOf(document.Property, account.Replay))}\n";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"\nhtml: not written, because '{_directory}' cannot be used: {failure.Message} "
                + $"Name another directory in ChaosOptions.{nameof(ChaosOptions.HtmlReport)} or {Chaos.HtmlVariable}.\n";
        }
    }

    /// <summary>The same for the same promise and schedule, on every machine. Replay strings differ in case alone, which some disks cannot tell.</summary>
    public static string FileNameOf(string property, string replay) =>
        $"{string.Concat(property.Select(c => char.IsLetterOrDigit(c) ? c : '-'))}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(replay)))[..HashLength].ToLowerInvariant()}.html";

    /// <summary>Whole or not at all: written beside, then moved.</summary>
    private string Write(string page, string fileName)
    {
        var file = Path.Combine(Directory.CreateDirectory(_directory).FullName, fileName);
        // Test runs of two frameworks, and two tests of one run, may write the same page at the same time.
        var partial = $"{file}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            File.WriteAllText(partial, page);
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        return file;
    }
}
