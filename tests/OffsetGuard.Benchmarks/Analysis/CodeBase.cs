using System.Globalization;
using System.Reflection;
using Confluent.Kafka;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OffsetGuard.Benchmarks.Analysis;

/// <summary>Code to compile and to analyse: a part of this repository, and its samples many times over.</summary>
internal static class CodeBase
{
    public const int LoopCount = 200;

    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string s_root = typeof(CodeBase).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The broker, and consumer loops beside it: a service with more Kafka in it than most.</summary>
    public static CSharpCompilation WithKafka() => Compile(
        [.. Broker(), .. Loops()], [.. Framework(), MetadataReference.CreateFromFile(typeof(IClient).Assembly.Location)]);

    /// <summary>The broker alone, which knows nothing of Confluent.Kafka.</summary>
    public static CSharpCompilation WithoutKafka() => Compile([.. Broker()], [.. Framework()]);

    private static CSharpCompilation Compile(IEnumerable<string> sources, IEnumerable<MetadataReference> references)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = sources.Append(ImplicitUsings).Select((text, index) => CSharpSyntaxTree.ParseText(text, parse, $"{index}.cs", System.Text.Encoding.UTF8));
        var compilation = CSharpCompilation.Create("code-base", trees, references, options);
        return compilation.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error
            ? throw new InvalidOperationException($"The code that is measured does not compile: {error}")
            : compilation;
    }

    private static IEnumerable<string> Broker() =>
        Directory.EnumerateFiles(Path.Combine(s_root, "src", "OffsetGuard.Broker"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static IEnumerable<string> Loops()
    {
        var samples = Directory.EnumerateFiles(Path.Combine(s_root, "samples"), "OrderLoop.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        return Enumerable.Range(0, LoopCount).Select(index => samples[index % samples.Count].Replace(
            "namespace ", string.Create(CultureInfo.InvariantCulture, $"namespace Copy{index}."), StringComparison.Ordinal));
    }

    private static IEnumerable<MetadataReference> Framework() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path));
}
