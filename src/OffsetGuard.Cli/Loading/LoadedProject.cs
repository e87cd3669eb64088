using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Cli.Loading;

/// <summary>What the analyzers run on: one project for one target framework, or one folder of sources.</summary>
internal sealed record LoadedProject(string Name, string Framework, Compilation Compilation, AnalyzerOptions Options)
{
    public bool UsesKafka => Compilation.GetTypesByMetadataName("Confluent.Kafka.IConsumer`2") is not [];
}
