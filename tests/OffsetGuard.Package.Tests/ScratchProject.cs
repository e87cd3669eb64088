using System.Reflection;

namespace OffsetGuard.Package.Tests;

/// <summary>A project of a user in a folder of its own. It installs what was packed, and needs no network.</summary>
internal sealed class ScratchProject
{
    private readonly string folder;

    public ScratchProject(PackedRepository repository, string name)
    {
        folder = Directory.CreateDirectory(repository[name]).FullName;
        this["Directory.Build.props"] = "<Project />";
        this["nuget.config"] = NuGetConfig(repository.Packages);
        this["Scratch.csproj"] = Project;
    }

    private static string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <RestorePackagesPath>packages</RestorePackagesPath>
            <RestoreEnablePackagePruning>true</RestoreEnablePackagePruning>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PrunePackageReference Include="librdkafka.redist" Version="99.0.0" />
            <PackageReference Include="Confluent.Kafka" Version="2.15.1" />
            <PackageReference Include="OffsetGuard.Analyzers" Version="{PackedRepository.Version}" />
          </ItemGroup>
        </Project>
        """;

    private static string PackagesOfThisMachine => typeof(ScratchProject).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NuGetPackageRoot").Value!;

    /// <summary>The text of a file of the project.</summary>
    public string this[string file]
    {
        get => File.ReadAllText(Path.Combine(folder, file));
        init => File.WriteAllText(Path.Combine(folder, file), value);
    }

    public bool Has(string file) => File.Exists(Path.Combine(folder, file));

    public Dotnet.Result Run(params string[] arguments) => Dotnet.Run(folder, arguments);

    // Only the packed folder as a source; what else is needed lies in the packages of this machine already.
    private static string NuGetConfig(string packages) => $"""
        <configuration>
          <packageSources><clear /><add key="packed" value="{packages}" /></packageSources>
          <fallbackPackageFolders><add key="machine" value="{PackagesOfThisMachine}" /></fallbackPackageFolders>
        </configuration>
        """;
}
