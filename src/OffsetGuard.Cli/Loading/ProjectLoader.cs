using Microsoft.CodeAnalysis;

namespace OffsetGuard.Cli.Loading;

/// <summary>Loads the given projects for analysis; projects they refer to are loaded for their symbols only.</summary>
internal sealed class ProjectLoader(ICompilerCapture capture, LoadOptions options)
{
    private const int CapturesInParallelMax = 2;
    private const int ErrorsShownMax = 5;

    private sealed record Parsed(string ProjectFile, ImmutableArray<ParsedProject> Frameworks, LoadProblem? Problem);

    public async Task<LoadResult> Load(ImmutableArray<string> projectFiles, CancellationToken cancellation)
    {
        var parsed = await ParseAll(projectFiles, cancellation);
        var linker = new ProjectLinker(parsed.Values.SelectMany(p => p.Frameworks));
        var loaded = ImmutableArray.CreateBuilder<LoadedProject>();
        var problems = parsed.Values.Select(p => p.Problem).OfType<LoadProblem>().ToList();
        var notes = parsed.Values.SelectMany(p => p.Frameworks.SelectMany(NotesOf)).ToList();

        foreach (var file in projectFiles)
        {
            if (parsed[file] is { Problem: null, Frameworks: [] })
                notes.Add($"{Path.GetFileName(file)} does not target {options.Framework} and was left out.");
            foreach (var project in parsed[file].Frameworks)
            {
                var linked = linker.Link(project, cancellation);
                loaded.Add(new LoadedProject(file, project.Captured.Framework, linked.Compilation, linked.Options));
                if (ProblemOf(project, linked, cancellation) is { } problem)
                    problems.Add(problem);
            }
        }

        var onePerProject = problems.DistinctBy(problem => problem.Project);
        return new LoadResult(loaded.ToImmutable(), [.. onePerProject], [.. notes.Concat(linker.Notes).Distinct()]);
    }

    private static IEnumerable<string> NotesOf(ParsedProject project) =>
        project.Notes.Select(note => $"{Path.GetFileName(project.Captured.ProjectFile)}: {note}");

    private static LoadProblem? ProblemOf(ParsedProject project, LinkedProject linked, CancellationToken cancellation)
    {
        var file = project.Captured.ProjectFile;
        var repair = $"Run `dotnet build \"{file}\"` and repair what it reports";
        string[] early = [.. project.Errors, .. linked.Missing];
        if (early is not [])
            return new LoadProblem(file, "has an incomplete compiler call", [.. early.Take(ErrorsShownMax)], $"{repair}.");

        var errors = linked.Compilation.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return errors is []
            ? null
            : new LoadProblem(
                file,
                errors.Count == 1 ? "has a compile error" : $"has {errors.Count} compile errors",
                [.. errors.Take(ErrorsShownMax).Select(e => e.ToString())],
                $"{repair}; --allow-load-errors analyses what can be understood.");
    }

    private async Task<SortedDictionary<string, Parsed>> ParseAll(ImmutableArray<string> roots, CancellationToken cancellation)
    {
        var all = new SortedDictionary<string, Parsed>(StringComparer.Ordinal);
        var wave = roots.Distinct().ToList();
        while (wave is not [])
        {
            // Projects of one name may share an obj folder (artifacts layout), whose generated files each of them overwrites:
            // they are captured and read one after the other.
            var groups = wave.GroupBy(Path.GetFileName).Select(group => group.ToList()).ToList();
            var results = new Parsed[groups.Count][];
            var limit = new ParallelOptions { MaxDegreeOfParallelism = CapturesInParallelMax, CancellationToken = cancellation };
            await Parallel.ForAsync(0, groups.Count, limit, async (i, token) => results[i] = await ParseGroup(groups[i], roots, token));

            foreach (var parsed in results.SelectMany(r => r))
                all.Add(parsed.ProjectFile, parsed);
            wave = all.Values.SelectMany(p => p.Frameworks).SelectMany(p => p.Captured.ProjectReferences)
                .Distinct().Where(reference => !all.ContainsKey(reference)).Order(StringComparer.Ordinal).ToList();
        }

        return all;
    }

    private async Task<Parsed[]> ParseGroup(List<string> projectFiles, ImmutableArray<string> roots, CancellationToken cancellation)
    {
        var results = new List<Parsed>();
        foreach (var file in projectFiles)
        {
            var captured = await capture.Capture(file, roots.Contains(file) ? options.Framework : null, cancellation);
            results.Add(new Parsed(file, [.. captured.Projects.Select(p => ProjectParser.Parse(p, cancellation))], captured.Problem));
        }

        return [.. results];
    }
}
