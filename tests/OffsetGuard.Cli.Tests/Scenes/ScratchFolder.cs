namespace OffsetGuard.Cli.Tests.Scenes;

/// <summary>A folder of its own for one test, outside the repository and deleted at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>What a project that uses Confluent.Kafka needs on a machine without the native package.</summary>
    private const string Barrier = """
        <Project>
          <PropertyGroup>
            <RestoreEnablePackagePruning>true</RestoreEnablePackagePruning>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PrunePackageReference Include="librdkafka.redist" Version="99.0.0" />
          </ItemGroup>
        </Project>
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offsetguard-");

    public ScratchFolder()
    {
        // A barrier against whatever build files lie above the folder for temporary files.
        Write("Directory.Build.props", Barrier);
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    public string Path => folder.FullName;

    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    public string Write(string relativePath, string text)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
