using OffsetGuard.Cli.Analysis;
using OffsetGuard.Cli.Loading;

namespace OffsetGuard.Cli.Commands;

/// <summary>What `check` is asked to look at, or why that is refused.</summary>
internal sealed record CheckSubject
{
    public string Path { get; private init; } = "";

    public CoverageUnit Unit { get; private init; }

    public ImmutableArray<string> Projects { get; private init; } = [];

    public ImmutableArray<string> Notes { get; private init; } = [];

    public string? Refusal { get; private init; }

    /// <summary>Last part of the path, for reports.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    public static CheckSubject Find(CheckCommand.Options options, Terminal terminal)
    {
        if (options.Source is { } source)
            return OfSource(terminal.FullPath(source), options);

        var path = options.Path is null ? terminal.WorkingDirectory : terminal.FullPath(options.Path);
        var found = options.Path is null ? ProjectSearch.InFolder(path) : ProjectSearch.At(path);
        return new CheckSubject { Path = path, Projects = found.Projects, Notes = found.Notes, Refusal = found.Refusal };
    }

    private static CheckSubject OfSource(string folder, CheckCommand.Options options)
    {
        if (options.Path is not null)
            return Refuse("Give either a PATH with projects or --source with a folder of C# files, not both.");
        if (!Directory.Exists(folder))
            return Refuse($"There is no folder {folder}. --source takes a folder; all C# files below it are read.");
        if (SourceFolder.Files(folder) is [])
            return Refuse($"There is no C# file below {folder}.");
        return new CheckSubject { Path = folder, Unit = CoverageUnit.File };
    }

    private static CheckSubject Refuse(string why) => new() { Refusal = why };
}
