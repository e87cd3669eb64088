using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Cli.Loading;

/// <summary>Runs the source generators of projects; one that fails costs a note, not the run.</summary>
internal sealed class SourceGenerators
{
    private readonly GeneratorLoader loader = new();
    private readonly Dictionary<string, ImmutableArray<ISourceGenerator>> byPath = new(StringComparer.Ordinal);
    private readonly SortedSet<string> notes = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Notes => notes;

    public Compilation Run(ParsedProject project, CSharpCompilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        var paths = project.Arguments.AnalyzerReferences.Select(r => Path.GetFullPath(r.FilePath, project.Captured.Folder));
        var generators = paths.SelectMany(path => GeneratorsIn(path)).ToList();
        if (generators is [])
            return compilation;

        CSharpGeneratorDriver
            .Create(generators, options.AdditionalFiles, project.Arguments.ParseOptions, options.AnalyzerConfigOptionsProvider)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var diagnostics, cancellation);
        foreach (var failure in diagnostics.Where(d => d.Id is "CS8784" or "CS8785"))
            notes.Add($"{Path.GetFileName(project.Captured.ProjectFile)}: {failure.GetMessage()}");
        return generated;
    }

    private ImmutableArray<ISourceGenerator> GeneratorsIn(string path)
    {
        if (byPath.TryGetValue(path, out var known))
            return known;

        var reference = new AnalyzerFileReference(path, loader);
        reference.AnalyzerLoadFailed += (_, failure) =>
            notes.Add($"What the source generators of {Path.GetFileName(path)} generate is missing: {failure.Message}");
        return byPath[path] = reference.GetGenerators(LanguageNames.CSharp);
    }
}
