using System.IO.Compression;
using System.Xml.Linq;

namespace OffsetGuard.Package.Tests;

/// <summary>What is inside a nupkg.</summary>
public sealed class PackageFile
{
    public PackageFile(string path)
    {
        Assert.Contains(path, Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
        using var archive = ZipFile.OpenRead(path);
        Files = [.. archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
        Nuspec = Read(archive, Files.Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal)));
        ToolSettings = Files.FirstOrDefault(file => file.EndsWith("/DotnetToolSettings.xml", StringComparison.Ordinal)) is { } settings
            ? Read(archive, settings)
            : null;
    }

    public IReadOnlyList<string> Files { get; }

    public XDocument Nuspec { get; }

    public XDocument? ToolSettings { get; }

    /// <summary><c>id version</c> of each dependency for one target framework.</summary>
    public IEnumerable<string> DependenciesOf(string framework) => Nuspec.Descendants()
        .Where(node => node.Name.LocalName == "group" && (string?)node.Attribute("targetFramework") == framework)
        .Elements()
        .Select(node => $"{(string?)node.Attribute("id")} {(string?)node.Attribute("version")}")
        .Order(StringComparer.Ordinal);

    public string? Metadata(string name) => Nuspec.Descendants().FirstOrDefault(node => node.Name.LocalName == name)?.Value;

    private static XDocument Read(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }
}
