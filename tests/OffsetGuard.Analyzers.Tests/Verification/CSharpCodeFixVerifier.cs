using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Analyzers.Tests.Verification;

/// <summary>Same name and use as in Microsoft.CodeAnalysis.CSharp.CodeFix.Testing.</summary>
internal static class CSharpCodeFixVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>
    /// Checks the marks, the fixed text with its marks, that it compiles, that there is nothing left to fix, and that line ends stay what
    /// they are.
    /// </summary>
    public static async Task VerifyCodeFixAsync(string markup, string fixedMarkup)
    {
        await CSharpAnalyzerVerifier<TAnalyzer>.VerifyAnalyzerAsync(markup);
        await CSharpAnalyzerVerifier<TAnalyzer>.VerifyAnalyzerAsync(fixedMarkup);
        var (source, fixedSource) = (Markup.Parse(markup).Source, Markup.Parse(fixedMarkup).Source);
        Assert.Equal(fixedSource, await FixOneByOne(source));
        Assert.Equal(fixedSource, await FixAll(source));
        Assert.Equal(fixedSource, await FixOneByOne(fixedSource));
        Assert.Equal(fixedSource.ReplaceLineEndings("\r\n"), await FixOneByOne(source.ReplaceLineEndings("\r\n")));
    }

    /// <summary>The rule fires, and the fix is not offered.</summary>
    public static async Task VerifyNoCodeFixAsync(string markup)
    {
        await CSharpAnalyzerVerifier<TAnalyzer>.VerifyAnalyzerAsync(markup);
        var source = Markup.Parse(markup).Source;
        Assert.Equal(source, await FixOneByOne(source));
    }

    /// <summary>The titles offered for the first diagnostic.</summary>
    public static async Task<IReadOnlyList<string>> TitlesFor(string source)
    {
        var document = DocumentOf(source);
        var diagnostics = await FixableIn(document);
        return [.. (await ActionsFor(document, diagnostics[0])).Select(action => action.Title)];
    }

    private static async Task<string> FixOneByOne(string source)
    {
        var document = DocumentOf(source);
        foreach (var _ in await FixableIn(document))
        {
            foreach (var diagnostic in await FixableIn(document))
            {
                if ((await ActionsFor(document, diagnostic)).FirstOrDefault() is not { } action)
                    continue;
                document = await Apply(action, document);
                break;
            }
        }

        return (await document.GetTextAsync()).ToString();
    }

    private static async Task<string> FixAll(string source)
    {
        var document = DocumentOf(source);
        var diagnostics = await FixableIn(document);
        var fix = new TFix();
        var known = new KnownDiagnostics(diagnostics);
        var context = new FixAllContext(
            document, fix, FixAllScope.Document, typeof(TFix).Name, fix.FixableDiagnosticIds, known, CancellationToken.None);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        return (await (await Apply(action!, document)).GetTextAsync()).ToString();
    }

    private static async Task<Document> Apply(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }

    private static async Task<List<CodeAction>> ActionsFor(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        await new TFix().RegisterCodeFixesAsync(context);
        return actions;
    }

    private static async Task<ImmutableArray<Diagnostic>> FixableIn(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync();
        var diagnostics = await CSharpAnalyzerVerifier<TAnalyzer>.DiagnosticsOf(compilation!);
        return [.. diagnostics.Where(d => new TFix().FixableDiagnosticIds.Contains(d.Id))];
    }

    private static Document DocumentOf(string source)
    {
        var compilation = Snippet.Compile(source, Reference.KafkaVersions.Values.Last());
        var project = new AdhocWorkspace().AddProject("Snippet", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions((CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .WithMetadataReferences(compilation.References);
        project = project.AddDocument("Usings.cs", compilation.SyntaxTrees[0].GetText()).Project;
        return project.AddDocument("Snippet.cs", source);
    }

    private sealed class KnownDiagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
