using System.Text.Json;

namespace OffsetGuard.Package.Tests;

/// <summary>One project, built once with each preset in a single run of MSBuild.</summary>
public sealed class PresetBuild
{
    private const string Loops = """
        using System;
        using Confluent.Kafka;

        public sealed class Loops(IConsumer<string, string> consumer, Action<string> handle)
        {
            public void CommitFirst()
            {
                var order = consumer.Consume();
                consumer.Commit(order);
                handle(order.Message.Value);
            }

            public void CommitBesideTheTimer()
            {
                using var own = new ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "billing" }).Build();
                var order = own.Consume();
                handle(order.Message.Value);
                own.Commit(order);
            }

            public void CommitTheRecordItself()
            {
                var order = consumer.Consume();
                handle(order.Message.Value);
                consumer.Commit(new[] { order.TopicPartitionOffset });
            }
        }
        """;

    private readonly ScratchProject project;

    public PresetBuild(PackedRepository repository)
    {
        project = new ScratchProject(repository, "presets")
        {
            ["Loops.cs"] = Loops,
            ["own.globalconfig"] = "is_global = true\ndotnet_diagnostic.OG1001.severity = suggestion\n",
            ["Directory.Build.targets"] = """
                <Project>
                  <ItemGroup Condition="'$(HasOwnSeverity)' == 'true'"><EditorConfigFiles Include="own.globalconfig" /></ItemGroup>
                </Project>
                """,
            ["Presets.proj"] = Presets,
        };
        Output = project.Run("msbuild", "Presets.proj", "-nologo").Output;
    }

    public string Output { get; }

    // Each build has a folder for its own outputs; the packages are restored once.
    private static string Presets => $"""
        <Project DefaultTargets="Build">
          <ItemGroup>
            {Build("nothing", "")}
            {Build("none", "OffsetGuardMode=None")}
            {Build("correctness", "OffsetGuardMode=Correctness")}
            {Build("default", "OffsetGuardMode=Default")}
            {Build("strict", "OffsetGuardMode=Strict")}
            {Build("all", "OffsetGuardMode=All")}
            {Build("atleastonce", "OffsetGuardDelivery=AtLeastOnce")}
            {Build("atmostonce", "OffsetGuardDelivery=AtMostOnce")}
            {Build("exactlyonce", "OffsetGuardDelivery=ExactlyOnce")}
            {Build("all-atmostonce", "OffsetGuardMode=All;OffsetGuardDelivery=AtMostOnce")}
            {Build("all-own", "OffsetGuardMode=All;HasOwnSeverity=true")}
            {Build("misspelt-mode", "OffsetGuardMode=Strikt")}
            {Build("misspelt-delivery", "OffsetGuardDelivery=TwiceAtMost")}
          </ItemGroup>
          <Target Name="Build">
            <MSBuild Projects="Scratch.csproj" Targets="Restore" Properties="MSBuildRestoreSessionId=1" />
            <MSBuild Projects="@(Build)" Targets="Compile" ContinueOnError="true" />
          </Target>
        </Project>
        """;

    /// <summary>The findings of one build, <c>OG1001 error</c>, in the order of the ids.</summary>
    public IEnumerable<string> FindingsWith(string preset)
    {
        Assert.True(project.Has($"{preset}.sarif"), Output);
        using var log = JsonDocument.Parse(project[$"{preset}.sarif"]);
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(result => $"{result.GetProperty("ruleId").GetString()} {result.GetProperty("level").GetString()}")
                .Where(finding => finding.StartsWith("OG", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Build(string name, string properties) => $"""
        <Build Include="Scratch.csproj" AdditionalProperties="IntermediateOutputPath=obj/{name}/;ErrorLog={name}.sarif;{properties}" />
        """;
}
