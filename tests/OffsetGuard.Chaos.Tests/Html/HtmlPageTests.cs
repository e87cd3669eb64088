using System.Text.RegularExpressions;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Html;

/// <summary>The file: whole, alone, and harmless whatever the records hold.</summary>
public sealed partial class HtmlPageTests : IDisposable
{
    internal const string Nasty = "</script><img src=x onerror=\"document.title='broken'\">'&<!--";

    private static readonly string[] s_voidElements = ["meta", "input", "link", "br", "img"];

    private readonly Pages _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public void The_page_needs_nothing_from_anywhere()
    {
        var page = File.ReadAllText(_pages.Write(Pages.Loss));

        Assert.DoesNotMatch(@"(?i)https?:|//[a-z]+\.|url\(|@import|\bsrc=|<link", page);
        Assert.Contains("default-src 'none'; style-src 'sha256-", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_id_is_unique_and_every_element_is_closed()
    {
        var markup = Content().Replace(File.ReadAllText(_pages.Write(Pages.Loss)), "$1$3");

        var ids = Id().Matches(markup).Select(m => m.Groups[1].Value).ToList();
        Assert.True(ids.Count > 20);
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal("", string.Join(' ', Unbalanced(markup)));
    }

    [Fact]
    public void A_key_that_looks_like_markup_stays_a_key()
    {
        var page = File.ReadAllText(_pages.Write(NastyWorld));

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Equal("", string.Join(' ', Unbalanced(Content().Replace(page, "$1$3"))));
        Assert.Equal(Nasty, Pages.DocumentIn(page).GetProperty("partitions")[0].GetProperty("records")[0].GetProperty("key").GetString());
    }

    [Fact]
    public void The_page_says_what_the_text_says()
    {
        var text = Fails(Pages.Loss, _pages.Options).Message;

        var account = Pages.DocumentIn(File.ReadAllText(Pages.NamedIn(text))).GetProperty("account");
        foreach (var fact in account.EnumerateObject())
            Assert.Contains(fact.Value.GetString()!, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_failure_writes_the_same_file()
    {
        var first = _pages.Write(Pages.Loss);
        var page = File.ReadAllText(first);

        var second = _pages.Write(Pages.Loss);

        Assert.Equal(first, second);
        Assert.Equal(page, File.ReadAllText(second));
        Assert.StartsWith("at-least-once-", Path.GetFileName(first), StringComparison.Ordinal);
        Assert.Single(_pages.Files);
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_made()
    {
        var below = new ChaosOptions { HtmlReport = Path.Combine(_pages.Options.HtmlReport!, "build", "chaos") };

        var file = Pages.NamedIn(Fails(Pages.Loss, below).Message);

        Assert.Equal(_pages.Files.Single(), file);
    }

    [Fact]
    public void A_directory_that_cannot_be_written_hides_no_counterexample()
    {
        var occupied = Path.Combine(_pages.Options.HtmlReport!, "occupied");
        File.WriteAllText(occupied, "");

        var text = Fails(Pages.Loss, new ChaosOptions { HtmlReport = occupied }).Message;

        Assert.StartsWith("AT-LEAST-ONCE BROKEN", text, StringComparison.Ordinal);
        Assert.Contains($"html: not written, because '{occupied}' cannot be used: ", text, StringComparison.Ordinal);
        Assert.EndsWith("Name another directory in ChaosOptions.HtmlReport or OFFSETGUARD_HTML.\n", text, StringComparison.Ordinal);
        Assert.Equal([occupied], _pages.Files);
    }

    [Fact]
    public void A_file_that_is_in_the_way_leaves_nothing_half_done()
    {
        var file = _pages.Write(Pages.Loss);
        File.Delete(file);
        Directory.CreateDirectory(file);

        var text = Fails(Pages.Loss, _pages.Options).Message;

        Assert.Contains("html: not written", text, StringComparison.Ordinal);
        Assert.Empty(_pages.Files);
    }

    [Fact]
    public void Without_a_directory_there_is_no_page() =>
        Assert.DoesNotContain("html:", Fails(Pages.Loss).Message, StringComparison.Ordinal);

    [Fact]
    public void A_replayed_failure_has_its_page_too()
    {
        var file = _pages.Replay(Fails(Pages.Loss).Replay!, Pages.Loss);

        Assert.Equal(_pages.Files.Single(), file);
    }

    internal static void NastyWorld(World world)
    {
        world.Kafka.CreateTopic("orders").Produce("orders", (Nasty, "1"), ("\u2028\"'\\", "2"));
        world.Process("worker", Loop(CommitThenProcess));
    }

    /// <summary>Elements that are closed without being open, or open at the end.</summary>
    private static List<string> Unbalanced(string markup)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(markup))
        {
            var name = tag.Groups[2].Value;
            if (s_voidElements.Contains(name))
                continue;
            if (tag.Groups[1].Length == 0)
                open.Push(name);
            else if (open.Count == 0 || open.Pop() != name)
                return [$"</{name}> at {tag.Index}"];
        }

        return [.. open];
    }

    [GeneratedRegex("(<(script|style)[^>]*>).*?(</\\2>)", RegexOptions.Singleline)]
    private static partial Regex Content();

    [GeneratedRegex(@"\sid=""([^""]*)""")]
    private static partial Regex Id();

    [GeneratedRegex("<(/?)([a-z][a-z0-9]*)[^>]*>")]
    private static partial Regex Tag();
}
