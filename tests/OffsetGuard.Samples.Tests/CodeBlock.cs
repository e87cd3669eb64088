using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OffsetGuard.Approval;

namespace SamplesTests;

/// <summary>A C# block of a document, compiled as the body of a test; blocks that declare types stand for themselves.</summary>
internal sealed record CodeBlock(string Document, int LineNumber, string Code)
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Linq; using System.Threading; using System.Threading.Tasks; "
        + "using Confluent.Kafka; using OffsetGuard.Chaos; using OffsetGuard.Chaos.Worlds; using OffsetGuard.Testing; "
        + "using Samples.Broken.CommitBeforeProcess; using Xunit;\n";

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

    /// <summary>Compiler errors as lines of the document; empty when it compiles.</summary>
    public IReadOnlyList<string> Errors()
    {
        var source = DeclaresTypes ? Usings + Code : $"{Usings}public static class Page {{ public static void Block() {{\n{Code}\n}} }}";
        var tree = CSharpSyntaxTree.ParseText(source);
        var compilation = CSharpCompilation.Create("page", [tree], References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{Document}:{LineNumber + Math.Max(0, d.Location.GetLineSpan().StartLinePosition.Line)}: {d.GetMessage(null)}")];
    }

    private bool DeclaresTypes => CSharpSyntaxTree.ParseText(Code).GetCompilationUnitRoot().Members
        .Any(m => m is Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.BaseNamespaceDeclarationSyntax);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p));
}
