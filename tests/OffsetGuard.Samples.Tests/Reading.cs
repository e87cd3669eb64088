using System.Collections.Immutable;
using Confluent.Kafka;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers;

namespace SamplesTests;

/// <summary>What the analyzer says of a sample's source.</summary>
internal static class Reading
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading; "
        + "global using System.Threading.Tasks;";

    public static async Task<IReadOnlyList<string>> RuleIdsOf(Sample sample)
    {
        var compilation = CSharpCompilation.Create(
            "sample",
            [CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(sample.SourceFile)), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);

        var analysed = compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new KafkaAnalyzer()));
        return [.. (await analysed.GetAnalyzerDiagnosticsAsync()).Select(d => d.Id)];
    }

    private static IEnumerable<MetadataReference> References()
    {
        var framework = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return framework.Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) == "netstandard.dll")
            .Append(typeof(IClient).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p));
    }
}
