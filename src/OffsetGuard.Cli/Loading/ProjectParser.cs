using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.Cli.Loading;

/// <summary>From the compiler's arguments to a compilation that has no references yet.</summary>
internal static class ProjectParser
{
    public static ParsedProject Parse(CapturedProject captured, CancellationToken cancellation)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var command = captured.Arguments.Select(argument => Understood(argument, notes));
        var arguments = CSharpCommandLineParser.Default.Parse(command, captured.Folder, sdkDirectory: null);
        var configuration = AnalyzerConfiguration.Read(arguments.AnalyzerConfigPaths);

        var exists = arguments.SourceFiles.Select(file => file.Path).ToLookup(File.Exists);
        var missing = exists[false].Select(path => $"The source file {path} does not exist.");
        var trees = exists[true].Select(path => Tree(path, arguments, cancellation));
        var compilation = CSharpCompilation.Create(
            arguments.CompilationName ?? Path.GetFileNameWithoutExtension(captured.ProjectFile),
            trees,
            options: Options(arguments, configuration, captured.Folder));

        var errors = arguments.Errors.Where(e => e.Severity == DiagnosticSeverity.Error).Select(e => e.ToString()).Concat(missing);
        return new ParsedProject(captured, arguments, compilation, configuration, [.. errors], notes.ToImmutable());
    }

    // The user's SDK may be newer than the compiler in this tool.
    private static string Understood(string argument, ImmutableArray<string>.Builder notes)
    {
        const string Option = "/langversion:";
        if (!argument.StartsWith(Option, StringComparison.Ordinal) || LanguageVersionFacts.TryParse(argument[Option.Length..], out _))
            return argument;

        notes.Add($"C# {argument[Option.Length..]} is newer than this tool; the project was read as C# preview.");
        return Option + "preview";
    }

    private static SyntaxTree Tree(string path, CSharpCommandLineArguments arguments, CancellationToken cancellation)
    {
        using var stream = File.OpenRead(path);
        var text = SourceText.From(stream, arguments.Encoding, arguments.ChecksumAlgorithm);
        return CSharpSyntaxTree.ParseText(text, arguments.ParseOptions, Path.GetFullPath(path), cancellation);
    }

    // "Warnings as errors" is about the compiler; what fails the gate is decided by --fail-on alone. Naming a rule still counts.
    private static CSharpCompilationOptions Options(
        CSharpCommandLineArguments arguments, AnalyzerConfiguration configuration, string folder) =>
        arguments.CompilationOptions
            .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
            .WithSyntaxTreeOptionsProvider(configuration.Severities)
            .WithStrongNameProvider(new DesktopStrongNameProvider([folder]));
}
