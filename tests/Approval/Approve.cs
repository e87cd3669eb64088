using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace OffsetGuard.Approval;

/// <summary>Compares text with <c>Class.Method.verified.txt</c> beside the test, the file names of Verify.</summary>
/// <remarks>
/// A difference leaves <c>Class.Method.received.txt</c>. Run the tests with <c>OFFSETGUARD_ACCEPT=1</c> to accept, then read the diff;
/// the switch is refused in CI.
/// </remarks>
internal static class Approve
{
    public static void Text(string actual, string? suffix = null, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var received = Normalise(actual);
        var stem = Path.Combine(FolderOf(testFile), $"{Path.GetFileNameWithoutExtension(testFile)}.{test}{(suffix is null ? "" : "." + suffix)}");
        var verifiedFile = stem + ".verified.txt";
        var receivedFile = stem + ".received.txt";
        var verified = File.Exists(verifiedFile) ? Normalise(File.ReadAllText(verifiedFile)) : null;

        if (received == verified)
        {
            File.Delete(receivedFile);
            return;
        }

        if (Environment.GetEnvironmentVariable("OFFSETGUARD_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(verifiedFile, received);
            return;
        }

        File.WriteAllText(receivedFile, received);
        throw new XunitException(
            $"The text differs from {Path.GetFileName(verifiedFile)}. Compare it with {Path.GetFileName(receivedFile)}; "
            + $"to accept it run the test with OFFSETGUARD_ACCEPT=1.\n--- approved\n{verified ?? "(no such file)"}\n--- received\n{received}");
    }

    // In a CI build the compiler maps source paths to /_/, so the folder is found again below the repository root.
    private static string FolderOf(string testFile)
    {
        if (File.Exists(testFile))
            return Path.GetDirectoryName(testFile)!;

        var mapped = testFile.Replace('\\', '/');
        var tests = mapped.LastIndexOf("/tests/", StringComparison.Ordinal);
        return Path.GetDirectoryName(Path.Combine(RepositoryRoot, mapped[(tests + 1)..]))!;
    }

    public static string RepositoryRoot { get; } = typeof(Approve).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}
