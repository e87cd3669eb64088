using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Html;

/// <summary>A reader with a mouse, a keyboard or a screen reader: what the page shows when it is used.</summary>
/// <remarks>Not beside other tests: a browser wants the whole machine for itself.</remarks>
[Collection(nameof(ReplayVariableTests))]
public sealed class BrowserTests : IDisposable
{
    private const string Ruler = ".ruler[aria-label='Partition orders[0]']";

    private readonly Pages _pages = new();

    public void Dispose() => _pages.Dispose();

    [BrowserFact]
    public async Task The_page_opens_at_the_step_that_went_wrong()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss));

        Assert.Equal("AT-LEAST-ONCE BROKEN", await page.Text("#promise"));
        Assert.Equal("orders[0]@0 (key=A) is lost", await page.Text("h1"));
        Assert.Equal("5 / 11 At 3 s · worker #1: Commit(1) at Orders.cs:7 · orders[0]: committed 1 · ◄ ahead of processed", await page.Text("#now"));
        Assert.Equal("committed 1, stored 1, position 1, log end 2, fate !", await Shown(page));
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task A_click_on_a_row_moves_the_ruler_to_that_step()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss));

        await page.Click("#step-9 td:nth-child(4)");

        Assert.Equal("step-9", await Selected(page));
        Assert.Equal("9 / 11 At 48 s · worker #2: processed @1 · orders[0]: @1 processed", await page.Text("#now"));
        Assert.Equal("committed 1, stored 2, position 2, log end 2, fate !", await Shown(page));
        Assert.Equal("✓", await page.Text($"{Ruler} [data-offset='1'] .fate"));
        Assert.Equal("#step=9", await page.Read("location.hash"));
        Assert.Equal("8", await page.Read("document.getElementById('slider').value"));
    }

    [BrowserFact]
    public async Task Keys_go_step_by_step_and_to_both_ends()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss));

        Assert.Equal("step-6", await After(page, "j"));
        Assert.Equal("step-7", await After(page, "ArrowDown"));
        Assert.Equal("step-6", await After(page, "k"));
        Assert.Equal("step-5", await After(page, "ArrowLeft"));
        Assert.Equal("step-11", await After(page, "End"));
        Assert.Equal("step-11", await After(page, "ArrowRight"));
        Assert.Equal("step-1", await After(page, "Home"));
        Assert.Equal("step-5", await After(page, "m"));
    }

    [BrowserFact]
    public async Task At_the_end_the_record_is_marked_as_lost_everywhere()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss));

        await page.Press("End");

        Assert.Equal("✕", await page.Text($"{Ruler} .cell.subject .fate"));
        Assert.Equal("@0, key A: lost", await page.Read($"document.querySelector(\"{Ruler} .cell.subject\").title"));
        Assert.Equal(
            "4:Consume → @0lost 5:Commit(1)lost 11:@0 is lostlost",
            await page.Read("[...document.querySelectorAll('#rows mark')].map(m => m.closest('tr').rowIndex - 1 + ':' + m.parentElement.textContent).join(' ')"));
    }

    [BrowserFact]
    public async Task The_slider_is_moved_by_the_mouse_and_by_its_own_keys()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss));

        await page.Click("#slider", widthFraction: 0.001);
        Assert.Equal("step-1", await Selected(page));
        Assert.Equal("committed none, stored no consumer, position no consumer, log end 1, fate ", await Shown(page));

        await page.Click("#slider", widthFraction: 0.999);
        Assert.Equal("step-11", await Selected(page));
        Assert.Equal("step-10", await After(page, "ArrowLeft"));
        Assert.Equal("step-1", await After(page, "Home"));
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Playing_goes_on_by_itself_until_it_is_paused()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss), "#step=1");

        await page.Click("#play");
        await page.PassTime(TimeSpan.FromSeconds(2));
        Assert.Equal("step-3", await Selected(page));
        Assert.Equal("Pause off", await page.Text("#play") + " " + await page.Read("document.getElementById('now').ariaLive"));

        await page.Press(" ");
        await page.PassTime(TimeSpan.FromSeconds(2));
        Assert.Equal("step-3", await Selected(page));
        Assert.Equal("Play polite", await page.Text("#play") + " " + await page.Read("document.getElementById('now').ariaLive"));
    }

    [BrowserFact]
    public async Task A_doubled_record_shows_how_often_it_was_processed()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Duplicate));

        Assert.EndsWith("◄ processed again", await page.Text("#now"), StringComparison.Ordinal);
        Assert.Equal("2×", await page.Text($"{Ruler} .cell.subject .fate"));
        await page.Press("k");
        Assert.Equal("✓", await page.Text($"{Ruler} .cell.subject .fate"));
    }

    [BrowserFact]
    public async Task A_screen_reader_hears_the_step_the_row_and_the_offsets()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss));

        var nodes = await page.AccessibleNodes();

        Assert.Contains("heading 'orders[0]@0 (key=A) is lost'", nodes);
        Assert.Contains("slider 'Step' 4", nodes);
        Assert.Contains("status ''", nodes);
        Assert.Contains("button 'Step on'", nodes);
        Assert.Contains("group 'Partition orders[0]'", nodes);
        Assert.Contains(nodes, n => n.StartsWith("grid 'Steps, one row each", StringComparison.Ordinal));
        Assert.Contains(
            "StaticText 'orders[0]: committed 1, stored of worker #1 1, position of worker #1 1, log end 2, high watermark 2, last stable 2, log start 0, "
            + "@0 committed, but not processed.'", nodes);
        Assert.Equal("step 5 of 11, 3 s", await page.Read("document.getElementById('slider').getAttribute('aria-valuetext')"));
        Assert.Equal("step-5", await page.Read("document.getElementById('steps').getAttribute('aria-activedescendant')"));
    }

    [BrowserFact]
    public async Task The_focus_goes_from_the_controls_to_the_steps()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss));

        var order = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            await page.Press("Tab");
            order.Add(await page.Read("document.activeElement.id || document.activeElement.className"));
        }

        Assert.Equal(["skip", "copy", "copy", "first", "back", "play", "forward", "last", "slider", "fault", "filter", "steps"], order);
    }

    [BrowserFact]
    public async Task A_long_run_begins_with_the_few_steps_that_matter_and_has_few_rows_at_a_time()
    {
        using var page = await Browser.Open(_pages.Replay("kill worker after Commit(orders[0]→201)", Long));
        Assert.Equal("6", await page.Read("document.querySelectorAll('#rows tr[data-step]').length"));

        await page.Click("#filter");
        await page.Press("Home");
        Assert.Equal("step-1", await Selected(page));
        await page.Press("End");

        Assert.InRange(int.Parse(await page.Read("document.querySelectorAll('#rows tr[data-step]').length"), null), 10, 80);
        Assert.Equal("end", await page.Text("#rows tr[aria-selected=true] td:nth-child(2)"));
        var all = await page.Read("steps.length");
        Assert.True(int.Parse(all, null) > 1000);
        Assert.Equal(all, await page.Read("dispatchEvent(new Event('beforeprint')), document.querySelectorAll('#rows tr[data-step]').length"));
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task A_key_that_looks_like_markup_does_no_harm()
    {
        using var page = await Browser.Open(_pages.Write(HtmlPageTests.NastyWorld));

        Assert.Equal("0", await page.Read("document.images.length"));
        Assert.Equal(HtmlPageTests.Nasty, await page.Text($"{Ruler} [data-offset='0'] .record"));
        Assert.Contains(HtmlPageTests.Nasty, await page.Read("document.title"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task A_link_opens_the_step_it_names()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Loss), "#step=10", width: 700);

        Assert.Equal("step-10", await Selected(page));
        Assert.Equal("0", await page.Read("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    [BrowserFact]
    public async Task What_the_cluster_does_has_a_lane_of_its_own()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Truncation));

        Assert.Equal("# Time orders[0] worker #1 world", await page.Read("[...document.querySelectorAll('#heads th')].map(h => h.textContent).join(' ')"));
        await page.Click("#step-3 .world");
        Assert.Equal("3 / 5 At 2 s · leader elected: BrokerId = 2 · orders[0]: log end 1", await page.Text("#now"));
    }

    [BrowserFact]
    public async Task A_record_that_was_truncated_is_gone_and_another_one_takes_its_offset()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Truncation), "#step=2");

        Assert.Equal("B", await page.Text($"{Ruler} [data-offset='1'] .record"));
        await page.Press("j");
        Assert.Equal("@1: not there", await page.Read($"document.querySelector(\"{Ruler} [data-offset='1']\").title"));
        await page.Press("j");
        Assert.Equal("C", await page.Text($"{Ruler} [data-offset='1'] .record"));
    }

    [BrowserFact]
    public async Task Each_group_has_its_own_marks()
    {
        using var page = await Browser.Open(_pages.Set(Documents.Truncation), "#step=4");

        Assert.Equal(
            "offset record billing mailing committed · billing committed · mailing log end high watermark last stable log start",
            await page.Read($"[...document.querySelectorAll(\"{Ruler} .names > span\")].map(s => s.textContent).join(' ')"));
        Assert.Equal("✓ !", await page.Read($"[...document.querySelectorAll(\"{Ruler} [data-offset='0'] .fate\")].map(s => s.textContent || '-').join(' ')"));
    }

    [BrowserFact]
    public async Task The_page_of_a_real_failure_shows_the_loss_from_the_mistake_to_the_end()
    {
        using var page = await Browser.Open(_pages.Replay(Pages.KillInBetween, Pages.Loss));

        Assert.EndsWith("orders[0]: committed 1 · ◄ ahead of processed", await page.Text("#now"), StringComparison.Ordinal);
        Assert.Equal("committed 1, stored 1, position 1, log end 3, fate !", await Shown(page));
        await page.Press("End");
        Assert.Equal("committed 3, stored no consumer, position no consumer, log end 3, fate ✕", await Shown(page));
        Assert.Empty(page.Complaints);
    }

    private static void Long(World world)
    {
        world.Kafka.CreateTopic("orders").Produce("orders", [.. Enumerable.Range(0, 340).Select(i => ((string?)$"order-{i}", (string?)"new"))]);
        world.Process("worker", Loop((consumer, order, context) =>
            (order.Message.Key == "order-200" ? CommitThenProcess : ProcessThenCommit)(consumer, order, context)));
    }

    private static Task<string> Selected(Browser page) => page.Read("document.querySelector('#rows [aria-selected=true]').id");

    private static async Task<string> After(Browser page, string key)
    {
        await page.Press(key);
        return await Selected(page);
    }

    /// <summary>The moving lines of the first ruler, and the sign of the record.</summary>
    private static async Task<string> Shown(Browser page)
    {
        var track = $"{Ruler} .track";
        return $"committed {await page.Text($"{track}.committed b")}, stored {await page.Text($"{track}.stored b")}, "
            + $"position {await page.Text($"{track}.position b")}, log end {await page.Text($"{track}.broker b")}, "
            + $"fate {await page.Text($"{Ruler} .cell.subject .fate")}";
    }
}
