using System.Diagnostics;

namespace OffsetGuard.Corpus.Repositories;

/// <summary>The git command.</summary>
internal static class Git
{
    /// <exception cref="IOException">Git failed; the message is its own.</exception>
    public static async Task<string> Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var (isDone, output, error) = await Start(arguments, cancellation);
        return isDone ? output : throw new IOException($"git {string.Join(' ', arguments)}: {error.Trim()}");
    }

    public static async Task<bool> Try(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        (await Start(arguments, cancellation)).IsDone;

    private static async Task<(bool IsDone, string Output, string Error)> Start(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";   // a repository that is gone must not ask for a password
        using var process = Process.Start(start) ?? throw new IOException("git did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode == 0, await output, await error);
    }
}
