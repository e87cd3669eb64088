using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.Tidy.Tests;

/// <summary>The rules of the house that no compiler knows. What is only written down decays.</summary>
public sealed partial class TidyTests
{
    private const int LinesMax = 300;
    private const int TestLinesMax = 400;
    private const int MethodLinesMax = 40;
    private const int ParametersMax = 5;

    [Fact]
    public void A_file_is_short_enough_to_be_read_at_once() => AssertNone(
        SourceFile.All.Where(f => f.LineCount > (f.IsTest ? TestLinesMax : LinesMax))
            .Select(f => $"{f}: {f.LineCount} lines"));

    [Fact]
    public void A_method_fits_on_a_screen() => AssertNone(
        from file in SourceFile.All
        from method in file.NodesOf<BaseMethodDeclarationSyntax>()
        let lines = LinesOf(method)
        where lines > MethodLinesMax
        select $"{file}: {NameOf(method)} has {lines} lines");

    [Fact]
    public void A_method_takes_few_parameters() => AssertNone(
        from file in SourceFile.All
        where !file.IsTest
        from method in file.NodesOf<MethodDeclarationSyntax>()
        where method.ParameterList.Parameters.Count > ParametersMax && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
        select $"{file}: {method.Identifier} has {method.ParameterList.Parameters.Count} parameters");

    [Fact]
    public void Real_time_is_known_to_the_live_clock_alone() => Assert.Equal(
        ["src/OffsetGuard.Testing/Hosting/LiveHost.cs"],
        SourceFile.All.Where(f => f.IsDeterministic && f.Text.Contains("RS0030", StringComparison.Ordinal)).Select(f => f.Path));

    [Fact]
    public void A_name_says_what_a_thing_is() => AssertNone(
        SourceFile.All.Where(f => VagueName().IsMatch(f.Path)).Select(f => f.Path));

    [Fact]
    public void The_deterministic_parts_have_no_lock_and_await_nothing() => AssertNone(
        from file in SourceFile.All
        where file.Path.StartsWith("src/OffsetGuard.Broker/", StringComparison.Ordinal)
        where file.NodesOf<LockStatementSyntax>().Any() || file.NodesOf<AwaitExpressionSyntax>().Any()
        select file.Path);

    [Fact]
    public void No_static_field_can_be_written() => AssertNone(
        from file in SourceFile.All
        where !file.IsTest
        from field in file.NodesOf<FieldDeclarationSyntax>()
        where field.Modifiers.Any(SyntaxKind.StaticKeyword)
            && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword)
            && !HasAttribute(field, "ThreadStatic")   // belongs to the thread, and nobody else sees it
        select $"{file}: {field.Declaration}");

    [Fact]
    public void A_test_is_a_sentence() => AssertNone(
        from file in SourceFile.All
        where file.IsTest
        from method in file.NodesOf<MethodDeclarationSyntax>()
        where HasAttribute(method, "Fact", "Theory") && !Sentence().IsMatch(method.Identifier.Text)
        select $"{file}: {method.Identifier}");

    [Fact]
    public void A_test_asserts_something()
    {
        var asserting = AssertingMethods();

        AssertNone(
            from file in SourceFile.All
            where file.IsTest
            from method in file.NodesOf<MethodDeclarationSyntax>()
            where HasAttribute(method, "Fact", "Theory") && !asserting.Contains(method.Identifier.Text)
            select $"{file}: {method.Identifier}");
    }

    [Fact]
    public void A_skipped_test_says_why() => AssertNone(
        from file in SourceFile.All
        from argument in file.NodesOf<AttributeArgumentSyntax>()
        where argument.NameEquals?.Name.Identifier.Text == "Skip" && argument.Expression.ToString().Length < 20
        select $"{file}: {argument}");

    [Fact]
    public void Nothing_sleeps_in_a_test() => AssertNone(
        from file in SourceFile.All
        where file.IsTest && !file.Path.Contains("/Live/", StringComparison.Ordinal)   // the clock of a live run is the real one
        where file.NodesOf<InvocationExpressionSyntax>().Any(i => i.Expression.ToString() is "Thread.Sleep" or "Task.Delay" && !TakesVirtualTime(i))
        select file.Path);

    private static bool TakesVirtualTime(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Any(a => a.ToString().EndsWith("TimeProvider", StringComparison.Ordinal));

    [Fact]
    public void A_suppressed_warning_says_why() => AssertNone(
        from file in SourceFile.All
        from trivia in file.Root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia)
        let directive = (PragmaWarningDirectiveTriviaSyntax)trivia.GetStructure()!
        where directive.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) && !directive.ToFullString().Contains("//", StringComparison.Ordinal)
        select $"{file}: {directive.ToString().Trim()}");

    private static void AssertNone(IEnumerable<string> findings) => Assert.True(!findings.Any(), string.Join('\n', findings));

    /// <summary>Names of methods in tests that call Assert, or call a method of the tests that does.</summary>
    private static HashSet<string> AssertingMethods()
    {
        var calls = SourceFile.All.Where(f => f.IsTest).SelectMany(f => f.NodesOf<MethodDeclarationSyntax>())
            .ToLookup(m => m.Identifier.Text, m => m.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList());
        var asserting = new HashSet<string>(StringComparer.Ordinal);
        for (var before = -1; before != asserting.Count;)
        {
            before = asserting.Count;
            foreach (var method in calls)
            {
                if (method.SelectMany(c => c).Any(c => IsAssertion(c) || asserting.Contains(NameOf(c))))
                    asserting.Add(method.Key);
            }
        }

        return asserting;
    }

    private static bool IsAssertion(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Assert" } };

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private static int LinesOf(BaseMethodDeclarationSyntax method)
    {
        var span = (method.Body ?? (SyntaxNode?)method.ExpressionBody)?.GetLocation().GetLineSpan();
        return span is { } lines ? lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1 : 0;
    }

    private static string NameOf(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    private static bool HasAttribute(MemberDeclarationSyntax method, params string[] names) =>
        method.AttributeLists.SelectMany(l => l.Attributes).Any(a => names.Contains(a.Name.ToString()));

    [GeneratedRegex(@"/(\w*)(Helper|Helpers|Util|Utils|Manager|Common|Misc)s?(\.cs|/)")]
    private static partial Regex VagueName();

    [GeneratedRegex("^[A-Z][a-z0-9A-Z]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();
}
