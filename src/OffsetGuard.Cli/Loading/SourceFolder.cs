using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.Cli.Loading;

/// <summary>
/// All C# files below a folder as one compilation: no project, no restore, no build, and no complaint about what does not resolve.
/// </summary>
internal static class SourceFolder
{
    private static readonly ImmutableArray<string> ImplicitUsings =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly ImmutableArray<string> HostingUsings =
    [
        "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
    ];

    public static LoadedProject Load(string folder, string toolFolder, CancellationToken cancellation)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: Symbols());
        var trees = Files(folder).Select(file => Tree(file, parse, cancellation)).Prepend(Usings(parse));

        // An executable, so that top-level statements are bound as well; several of them are an error that nobody asks about.
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true);
        var compilation = CSharpCompilation.Create("source", trees, ReferenceAssemblies.All(toolFolder), options);
        return new LoadedProject(folder, "", compilation, new AnalyzerOptions([]));
    }

    public static ImmutableArray<string> Files(string folder) => FolderWalk.Files(folder, "*.cs");

    private static SyntaxTree Tree(string file, CSharpParseOptions parse, CancellationToken cancellation)
    {
        using var stream = File.OpenRead(file);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream), parse, file, cancellation);
    }

    private static SyntaxTree Usings(CSharpParseOptions parse)
    {
        var namespaces = ReferenceAssemblies.IncludeHosting ? ImplicitUsings.AddRange(HostingUsings) : ImplicitUsings;
        return CSharpSyntaxTree.ParseText(string.Concat(namespaces.Select(n => $"global using {n};\n")), parse, "ImplicitUsings.g.cs");
    }

    private static IEnumerable<string> Symbols() =>
        Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER").Concat(["TRACE", "NET", "NET10_0", "NETCOREAPP"]);
}
