using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG3001 where the offset is taken from the record in the call itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CommitNextOffset))]
[Shared]
internal sealed class CommitNextOffset : KafkaFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG3001.Id);

    protected override string Order => "Commit the next offset";

    protected override Edit? Plan(FixContext fix)
    {
        if (fix.Place is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments })
            return null;

        var edits = new List<Edit>();
        foreach (var access in arguments[0].DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            if (!fix.IsRecord(access.Expression))
                continue;
            if (access.Name.Identifier.ValueText == "TopicPartitionOffset")
                edits.Add(NextOf(access, arguments[0].Expression));
            else if (access.Name.Identifier.ValueText == "Offset" && OffsetOf(access) is { Parent: not BinaryExpressionSyntax } offset)
                edits.Add(Edit.InsertAfter(offset, " + 1"));
        }

        return edits.Count == 0 ? null : edits.Aggregate((all, next) => all.And(next)!);
    }

    // Commit(record) adds the 1 itself, and brings the leader epoch.
    private static Edit NextOf(MemberAccessExpressionSyntax position, ExpressionSyntax argument) => IsAlone(position, argument)
        ? Edit.Replace(argument, position.Expression.ToString())
        : Edit.Replace(position, $"new TopicPartitionOffset({position.Expression}.TopicPartition, {position.Expression}.Offset + 1)");

    private static bool IsAlone(ExpressionSyntax position, ExpressionSyntax argument)
    {
        var elements = argument switch
        {
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
            BaseObjectCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
            _ => default,
        };
        return position == argument || elements.Count == 1 && elements[0] == position
            || argument.ToString().Replace(" ", "") == $"[{position}]";
    }

    private static MemberAccessExpressionSyntax OffsetOf(MemberAccessExpressionSyntax access) =>
        access.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } value ? value : access;
}
