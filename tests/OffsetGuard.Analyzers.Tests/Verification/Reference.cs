using System.Reflection;
using Confluent.Kafka;
using Microsoft.CodeAnalysis;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Verification;

/// <summary>What a snippet compiles against.</summary>
internal static class Reference
{
    public static IReadOnlyList<MetadataReference> Framework { get; } = FrameworkAssemblies();

    public static SortedDictionary<string, MetadataReference> KafkaVersions { get; } = new(StringComparer.Ordinal)
    {
        ["1.9.3"] = MetadataReference.CreateFromFile(OldestKafkaPath),
        ["2.15.1"] = MetadataReference.CreateFromFile(typeof(IConsumer<,>).Assembly.Location),
    };

    /// <summary>Those that a snippet is tried on: all, but only the oldest one on the oldest compiler.</summary>
    public static IEnumerable<KeyValuePair<string, MetadataReference>> TriedKafkaVersions =>
        typeof(Approve).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(a => a is { Key: "Tries", Value: "oldest" })
            ? KafkaVersions.Take(1)
            : KafkaVersions;

    /// <summary>The generic host with its container, options and configuration.</summary>
    public static IReadOnlyList<MetadataReference> Hosting { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll").Order(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What makes a project a test.</summary>
    public static MetadataReference TestFramework { get; } = MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location);

    public static string OldestKafkaPath => typeof(Approve).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "OldestKafka").Value!;

    private static List<MetadataReference> FrameworkAssemblies()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return [.. trusted.Where(path => Path.GetDirectoryName(path) == folder).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
