using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The code of whole types. A type is read once, when a consumer of it leads there.</summary>
internal sealed class CodeOfTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, VariableWrites> types = new(SymbolEqualityComparer.Default);

    /// <summary>Everything that the type does with its variables; empty for a type of another assembly.</summary>
    public VariableWrites Of(INamedTypeSymbol type) => types.GetOrAdd(type.OriginalDefinition, t => new VariableWrites(RootsOf(t)));

    /// <summary>The types whose code calls a method of such a name, in the order of the files.</summary>
    public IEnumerable<INamedTypeSymbol> TypesThatCall(Func<string, bool> isName)
    {
        var types = new List<INamedTypeSymbol>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (isName(name.Identifier.ValueText) && name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax }
                    && ModelOf(tree).GetEnclosingSymbol(name.SpanStart)?.ContainingType is { } type
                    && !types.Contains(type, SymbolEqualityComparer.Default))
                    types.Add(type);
            }
        }

        return types;
    }

    /// <summary>Some code says <c>new</c> with the name of the type.</summary>
    public bool IsCreatedByHand(INamedTypeSymbol type) => compilation.SyntaxTrees.Any(tree => tree.GetRoot().DescendantNodes()
        .OfType<ObjectCreationExpressionSyntax>().Any(creation => creation.Type.GetLastToken().ValueText == type.Name));

    private SemanticModel ModelOf(SyntaxTree tree) =>
#pragma warning disable RS1030 // The builder of a consumer may lie in any file; inside the driver this is its own cached model.
        compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    private IEnumerable<IOperation> RootsOf(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax();
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
                continue;
            var model = ModelOf(syntax.SyntaxTree);
            foreach (var part in PartsOf(syntax))
            {
                if (model.GetOperation(part) is { } root)
                    yield return root;
            }
        }
    }

    private static IEnumerable<SyntaxNode> PartsOf(SyntaxNode declaration)
    {
        if (declaration is CompilationUnitSyntax)   // top-level statements
            yield return declaration;
        if (declaration is not TypeDeclarationSyntax type)
            yield break;
        foreach (var member in type.Members)
        {
            switch (member)
            {
                case FieldDeclarationSyntax field:
                    foreach (var variable in field.Declaration.Variables)
                    {
                        if (variable.Initializer is { } initializer)
                            yield return initializer;
                    }

                    break;
                case PropertyDeclarationSyntax property:
                    foreach (var accessor in property.AccessorList?.Accessors ?? default)
                        yield return accessor;
                    if (((SyntaxNode?)property.Initializer ?? property.ExpressionBody) is { } value)
                        yield return value;
                    break;
                case BaseMethodDeclarationSyntax:
                    yield return member;
                    break;
            }
        }
    }
}
