using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>How many consumers a compilation builds and how many loops consume.</summary>
internal sealed record ConsumerInventory(int ConsumerCount, int LoopCount)
{
    public static ConsumerInventory Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (KafkaContext.Find(compilation) is not { } kafka)
            return new ConsumerInventory(0, 0);

        var api = new KafkaApi(kafka);
        var (consumerCount, loopCount) = (0, 0);
        foreach (var tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is not InvocationExpressionSyntax call || NameOf(call) is not (KafkaNames.Build or KafkaNames.Consume))
                    continue;

                model ??= compilation.GetSemanticModel(tree);
                if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
                    continue;

                var role = api.RoleOf(method);
                if (role == CallRole.BuildConsumer)
                    consumerCount++;
                else if (role == CallRole.Consume && IsInLoop(call))
                    loopCount++;
            }
        }

        return new ConsumerInventory(consumerCount, loopCount);
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    // A loop around a lambda is not a loop of the lambda's body.
    private static bool IsInLoop(SyntaxNode call)
    {
        for (var node = call.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
                return true;
            if (node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                return false;
        }

        return false;
    }
}
