using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Cli.Loading;

/// <summary>
/// Joins captured projects: a reference to the output of one becomes a reference to its compilation, so nothing needs to be built.
/// </summary>
internal sealed class ProjectLinker(IEnumerable<ParsedProject> projects)
{
    private readonly Dictionary<string, ParsedProject> byOutput = projects
        .SelectMany(project => project.Captured.OutputPaths.Distinct(PathComparer).Select(path => (path, project)))
        .DistinctBy(entry => entry.path, PathComparer)
        .ToDictionary(entry => entry.path, entry => entry.project, PathComparer);

    private readonly Dictionary<ParsedProject, LinkedProject> linked = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, PortableExecutableReference> files = new(PathComparer);
    private readonly SourceGenerators generators = new();

    // MSBuild may spell a path of one file in two ways on systems that ignore case.
    private static StringComparer PathComparer => StringComparer.OrdinalIgnoreCase;

    public IReadOnlyCollection<string> Notes => generators.Notes;

    public LinkedProject Link(ParsedProject project, CancellationToken cancellation)
    {
        if (linked.TryGetValue(project, out var known))
            return known;

        var missing = ImmutableArray.CreateBuilder<string>();
        var references = new List<MetadataReference>();
        foreach (var reference in project.Arguments.MetadataReferences)
        {
            if (Resolve(reference, project, cancellation) is { } found)
                references.Add(found);
            else
                missing.Add($"It refers to {reference.Reference}, which does not exist.");
        }

        var options = new AnalyzerOptions(
            [.. project.Arguments.AdditionalFiles.Select(file => new AdditionalFile(file.Path))], project.Configuration.Options);
        var compilation = generators.Run(project, project.Sources.WithReferences(references), options, cancellation);
        return linked[project] = new LinkedProject(compilation, options, missing.ToImmutable());
    }

    private MetadataReference? Resolve(CommandLineReference reference, ParsedProject from, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(reference.Reference, from.Captured.Folder);
        var properties = reference.Properties;
        if (byOutput.TryGetValue(path, out var project))
            return Link(project, cancellation).Compilation.ToMetadataReference(properties.Aliases, properties.EmbedInteropTypes);
        if (!File.Exists(path))
            return null;

        if (!files.TryGetValue(path, out var file))
            files[path] = file = MetadataReference.CreateFromFile(path);
        return file.WithProperties(properties);
    }
}
