using System.Text.Json;
using OffsetGuard.Approval;

namespace OffsetGuard.Package.Tests;

/// <summary>All packages of this repository, packed once into a folder of their own.</summary>
[CollectionDefinition(nameof(PackedRepository))]
public sealed class PackedRepository : IDisposable, ICollectionFixture<PackedRepository>
{
    public const string Version = "0.0.1-packed";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offsetguard-packages-");

    public PackedRepository()
    {
        // Outputs of its own: the build that runs this test may be writing the usual ones.
        var packed = Dotnet.Run(
            Approve.RepositoryRoot,
            "pack", SourceProjects(), "-c", "Release", "--nologo", "-p:RunAnalyzers=false",
            $"-p:Version={Version}", $"-p:ArtifactsPath={this["artifacts"]}", $"-p:PackageOutputPath={Packages}");
        if (packed.ExitCode == 0)
            return;
        Dispose();
        Assert.Fail(packed.Output);
    }

    public string Packages => this["packages"];

    public string this[string name] => Path.Combine(folder.FullName, name);

    public PackageFile Get(string id) => new(Path.Combine(Packages, $"{id}.{Version}.nupkg"));

    public void Dispose() => folder.Delete(recursive: true);

    // Without the tests and samples, which a pack of the whole solution would build.
    private string SourceProjects()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(Approve.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetRelativePath(Approve.RepositoryRoot, project))
            .Order(StringComparer.Ordinal);
        var filter = new { solution = new { path = Path.Combine(Approve.RepositoryRoot, "OffsetGuard.sln"), projects } };
        File.WriteAllText(this["sources.slnf"], JsonSerializer.Serialize(filter));
        return this["sources.slnf"];
    }
}
