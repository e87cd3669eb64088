using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>Writes one option of a configuration.</summary>
internal static class OptionEdit
{
    /// <summary>Changes the option where it is written, or adds it to where the configuration is made.</summary>
    /// <param name="origin">What the diagnostic points to: an option that is written, or the creation of the configuration.</param>
    /// <param name="option">The property of ConsumerConfig.</param>
    /// <param name="value">Its new value.</param>
    public static Edit? Set(SyntaxNode? origin, string option, string value) => origin switch
    {
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } when !IsAlwaysRun(statement) => null,
        _ when FindValue(origin, option) is { } written => Edit.Replace(written, LiteralLike(written, value)),
        BaseObjectCreationExpressionSyntax { Initializer: { } initializer } => SetIn(initializer, option, value),
        ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } none } => Edit.Replace(none, $" {{ {option} = {value} }}"),
        BaseObjectCreationExpressionSyntax creation => Edit.InsertAfter(creation, $" {{ {option} = {value} }}"),
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } => SetIn(initializer, option, value),
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax other, Parent: ExpressionStatementSyntax statement } =>
            Edit.AddStatement(statement, $"{other.Expression}.{option} = {value};"),
        _ => null,
    };

    /// <summary>This very node writes the option.</summary>
    public static bool Writes(SyntaxNode node, string option) => FindValue(node, option) is not null;

    // In the body of a function, or beside the variable: under a condition the option would become unknown, not right.
    private static bool IsAlwaysRun(ExpressionStatementSyntax assignment) => assignment.Parent switch
    {
        GlobalStatementSyntax => true,
        BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax } => true,
        BlockSyntax block => block.Statements.OfType<LocalDeclarationStatementSyntax>()
            .SelectMany(declaration => declaration.Declaration.Variables)
            .Any(variable => assignment.ToString().StartsWith(variable.Identifier.ValueText + ".", StringComparison.Ordinal)),
        _ => false,
    };

    private static Edit SetIn(InitializerExpressionSyntax initializer, string option, string value)
    {
        foreach (var element in initializer.Expressions)
        {
            if (FindValue(element, option) is { } written)
                return Edit.Replace(written, LiteralLike(written, value));
        }

        return InitializerList.Add(initializer, $"{option} = {value}");
    }

    // EnableAutoCommit = true, ["enable.auto.commit"] = "true", { "enable.auto.commit", "true" }, Set("enable.auto.commit", "true").
    private static ExpressionSyntax? FindValue(SyntaxNode? written, string option)
    {
        var (name, value) = written switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax property } assignment => (property, assignment.Right),
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } assignment => (access.Name, assignment.Right),
            AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } keys } } assignment =>
                (keys[0].Expression, assignment.Right),
            InitializerExpressionSyntax { Expressions: { Count: 2 } pair } => (pair[0], pair[1]),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } pair } => (pair[0].Expression, pair[1].Expression),
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } pair } => (pair[0].Expression, pair[1].Expression),
            _ => ((ExpressionSyntax?)null, (ExpressionSyntax?)null),
        };
        var isOption = name is SimpleNameSyntax simple && simple.Identifier.ValueText == option
            || name is LiteralExpressionSyntax literal && literal.Token.ValueText == KeyOf(option);
        return isOption ? value : null;
    }

    private static string LiteralLike(ExpressionSyntax written, string value) =>
        written.IsKind(SyntaxKind.StringLiteralExpression) ? $"\"{value}\"" : value;

    // EnableAutoCommit is "enable.auto.commit".
    private static string KeyOf(string option) => string.Concat(option.Select((letter, index) =>
        (index > 0 && char.IsUpper(letter) ? "." : "") + char.ToLowerInvariant(letter)));
}
