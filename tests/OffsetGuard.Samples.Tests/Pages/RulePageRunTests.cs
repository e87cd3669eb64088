using OffsetGuard.Analyzers;
using OffsetGuard.Analyzers.Tests.Docs;
using OffsetGuard.Analyzers.Tests.Verification;

namespace SamplesTests.Pages;

/// <summary>
/// Every rule is an experiment: the code of its page runs on the fake cluster, is killed everywhere, and everything else goes wrong with it
/// too. A new page takes part by its row "Run".
/// </summary>
public sealed class RulePageRunTests
{
    public static TheoryData<string> RunnableIds => [.. RuleCatalogue.All.Select(rule => rule.Id).Where(id => RunOf(id).Promise is not null)];

    public static TheoryData<string> RuleIds => [.. RuleCatalogue.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Every_page_says_what_a_run_shows(string id) => Assert.NotNull(RunOf(id));

    [Theory]
    [MemberData(nameof(RunnableIds))]
    public void The_violation_breaks_the_promise_that_its_page_names(string id)
    {
        var broken = WorldOf(id, "Violation").FindBroken();

        Assert.True(broken is not null, $"The violation of {id} runs, and every promise holds.");
        Assert.True(RunOf(id).Promise == broken.Value.Promise, $"The violation of {id} breaks {broken.Value.Promise}:\n{broken.Value.Text}");
    }

    [Theory]
    [MemberData(nameof(RunnableIds))]
    public void The_correct_code_holds_every_promise(string id)
    {
        var broken = WorldOf(id, "Correct").FindBroken();

        Assert.True(broken is null, $"The correct code of {id} breaks {broken?.Promise}:\n{broken?.Text}");
    }

    private static PageRun RunOf(string id) => PageRun.Parse(RulePage.Get(RuleCatalogue.Find(id)!).Head);

    private static PageWorld WorldOf(string id, string section)
    {
        var code = Assert.Single(RulePage.Get(RuleCatalogue.Find(id)!).CodeIn(section));
        return new PageWorld(RunOf(id), PageProgram.Of(Markup.Parse(code).Source, $"{id}-{section}.cs"));
    }
}
