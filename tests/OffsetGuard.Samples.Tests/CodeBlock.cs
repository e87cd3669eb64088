using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Approval;

namespace SamplesTests;

/// <summary>A C# block of a document. One that declares types is a file of its own, any other one the body of a method.</summary>
internal sealed record CodeBlock(string Document, int LineNumber, string Code)
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    private const string UsingsOfStatements =
        "using Confluent.Kafka; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using OffsetGuard.Chaos; using OffsetGuard.Chaos.Worlds; "
        + "using OffsetGuard.Testing; using OffsetGuard.Testing.Faults; using Samples.Broken.CommitBeforeProcess; using Samples.OrderService; using Xunit; ";

    public static IReadOnlyList<CodeBlock> In(string document)
    {
        var lines = File.ReadAllLines(Path.Combine(Approve.RepositoryRoot, document));
        var blocks = new List<CodeBlock>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != "```csharp")
                continue;
            var code = lines.Skip(i + 1).TakeWhile(l => l != "```").ToList();
            blocks.Add(new CodeBlock(document, i + 1, string.Join('\n', code)));
            i += code.Count;
        }

        return blocks;
    }

    /// <summary>Compiles the blocks of one document together; compiler errors as lines of the document.</summary>
    public static IReadOnlyList<string> Errors(IReadOnlyList<CodeBlock> blocks) =>
        [.. Compile([.. blocks.Select(b => b.Tree())]).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{d.Location.GetMappedLineSpan()}: {d.GetMessage(null)}")];

    /// <summary>A library that may use whatever these tests use.</summary>
    public static CSharpCompilation Compile(params IReadOnlyList<SyntaxTree> trees) => CSharpCompilation.Create(
        "page", trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings)), References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private SyntaxTree Tree()
    {
        var place = $"\n#line {LineNumber + 1} \"{Document}\"\n";
        var source = DeclaresTypes
            ? place + Code
            : $"{UsingsOfStatements}public static class Line{LineNumber} {{ public static async Task Run() {{{place}{Code}\n}} }}";
        return CSharpSyntaxTree.ParseText(source, path: $"{Document}-{LineNumber}");
    }

    private bool DeclaresTypes => CSharpSyntaxTree.ParseText(Code).GetCompilationUnitRoot().Members
        .Any(m => m is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p));
}
