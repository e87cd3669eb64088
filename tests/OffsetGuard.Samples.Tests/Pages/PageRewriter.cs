using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SamplesTests.Pages;

/// <summary>A page shows the code that people write; to run it, real clients, waits and machines become those of the process.</summary>
internal sealed class PageRewriter : CSharpSyntaxRewriter
{
    private const string Process = "global::SamplesTests.Pages.PageProcess.";

    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node)
    {
        var visited = (ObjectCreationExpressionSyntax)base.VisitObjectCreationExpression(node)!;
        return visited is { Type: GenericNameSyntax { Identifier.Text: "ConsumerBuilder" or "ProducerBuilder" } builder, ArgumentList: { } arguments }
            ? SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(Process + builder.WithoutTrivia()), arguments).WithTriviaFrom(node)
            : visited;
    }

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) => node.ToString() switch
    {
        "Task.Delay" => SyntaxFactory.ParseExpression(Process + "Delay").WithTriviaFrom(node),
        "Guid.NewGuid" => SyntaxFactory.ParseExpression(Process + "NewGuid").WithTriviaFrom(node),
        "Environment.MachineName" => SyntaxFactory.ParseExpression(Process + "MachineName").WithTriviaFrom(node),
        "Thread.Sleep" => SyntaxFactory.ParseExpression(Process + "Sleep").WithTriviaFrom(node),
        _ => base.VisitMemberAccessExpression(node),
    };
}
