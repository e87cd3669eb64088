namespace OffsetGuard.Cli;

/// <summary>The outside world of a command: where it writes, and the folder that relative paths start from.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, string WorkingDirectory)
{
    public ExitCode Fail(ExitCode code, string message)
    {
        Error.WriteLine(message);
        return code;
    }

    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
