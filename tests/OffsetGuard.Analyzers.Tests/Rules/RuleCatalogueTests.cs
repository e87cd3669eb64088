using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class RuleCatalogueTests
{
    [Fact]
    public void Every_rule_is_found_by_its_id_in_any_case() =>
        Assert.All(RuleCatalogue.All, rule => Assert.Same(rule, RuleCatalogue.Find(rule.Id.ToLowerInvariant())));

    [Fact]
    public void An_id_that_does_not_exist_finds_nothing() => Assert.Null(RuleCatalogue.Find("OG0000"));

    [Fact]
    public void Every_rule_is_reported_by_an_analyzer() =>
        Assert.Equal(RuleCatalogue.All.Select(rule => rule.Descriptor), new KafkaAnalyzer().SupportedDiagnostics);

    [Fact]
    public void Every_category_names_the_effect() =>
        Assert.All(RuleCatalogue.All, rule => Assert.Equal($"OffsetGuard.{rule.Effect}", rule.Descriptor.Category));

    [Fact]
    public void Every_rule_is_on_by_default_and_never_hidden() => Assert.All(RuleCatalogue.All, rule =>
    {
        Assert.True(rule.Descriptor.IsEnabledByDefault);
        Assert.NotEqual(DiagnosticSeverity.Hidden, rule.Descriptor.DefaultSeverity);
    });
}
