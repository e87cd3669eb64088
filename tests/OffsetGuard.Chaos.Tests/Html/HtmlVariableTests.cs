using OffsetGuard.Chaos;
using static ChaosTests.Orders;

namespace ChaosTests.Html;

/// <summary>The variable belongs to the whole process, so nothing may run beside these tests.</summary>
[Collection(nameof(ReplayVariableTests))]
public sealed class HtmlVariableTests : IDisposable
{
    private readonly Pages _pages = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Chaos.HtmlVariable, null);
        _pages.Dispose();
    }

    [Fact]
    public void The_variable_asks_for_pages()
    {
        Environment.SetEnvironmentVariable(Chaos.HtmlVariable, _pages.Options.HtmlReport);

        var text = Fails(Pages.Loss).Message;

        Assert.Equal(_pages.Files.Single(), Pages.NamedIn(text));
    }

    [Fact]
    public void The_option_of_a_test_counts_more_than_the_variable()
    {
        Environment.SetEnvironmentVariable(Chaos.HtmlVariable, Path.Combine(_pages.Options.HtmlReport!, "elsewhere"));

        var file = _pages.Write(Pages.Loss);

        Assert.Equal(_pages.Options.HtmlReport, Path.GetDirectoryName(file));
    }
}
