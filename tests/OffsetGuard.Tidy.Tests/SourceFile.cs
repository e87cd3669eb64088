using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Approval;

namespace OffsetGuard.Tidy.Tests;

/// <summary>One C# file of the repository.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. new[] { "src", "tests", "samples", "eng" }
            .SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(Approve.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(Approve.RepositoryRoot, file).Replace('\\', '/'), File.ReadAllText(file)))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal) || Path.Contains(".Tests/", StringComparison.Ordinal);

    public bool IsDeterministic =>
        Path.StartsWith("src/OffsetGuard.Broker/", StringComparison.Ordinal) || Path.StartsWith("src/OffsetGuard.Testing/", StringComparison.Ordinal)
        || Path.StartsWith("src/OffsetGuard.Chaos/", StringComparison.Ordinal);

    public int LineCount => Text.AsSpan().Count('\n');

    public CompilationUnitSyntax Root { get; } = CSharpSyntaxTree.ParseText(Text).GetCompilationUnitRoot();

    public IEnumerable<T> NodesOf<T>() => Root.DescendantNodes().OfType<T>();

    public override string ToString() => Path;
}
