using System.Text.Json;
using System.Text.RegularExpressions;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Reporting.Html;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Html;

/// <summary>Worlds that fail, and the pages of their counterexamples in a directory of the test's own.</summary>
internal sealed partial class Pages : IDisposable
{
    public static readonly Action<World> Loss = With(Loop(CommitThenProcess));

    /// <summary>One of the schedules that break <see cref="Loss"/>, with all its records.</summary>
    public const string KillInBetween = "kill worker after Commit(orders[0]→1); restart";

    public static readonly Action<World> Duplicate = With(context =>
    {
        var hasSoughtBack = false;
        Loop((consumer, order, _) =>
        {
            ProcessThenCommit(consumer, order, context);
            if (order.Offset == 1 && !hasSoughtBack)
                consumer.Seek(order.TopicPartitionOffset);
            hasSoughtBack |= order.Offset == 1;
        })(context);
    });

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("offsetguard-html-");

    public ChaosOptions Options => new() { HtmlReport = _directory.FullName };

    public IEnumerable<string> Files => _directory.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.FullName);

    /// <summary>Lets the world fail and returns the file that its text names.</summary>
    public string Write(Action<World> describe) => NamedIn(Fails(describe, Options).Message);

    /// <summary>The same for one schedule, which is told as it is: nothing is explored and nothing shrunk.</summary>
    public string Replay(string schedule, Action<World> describe) =>
        NamedIn(Assert.Throws<ChaosException>(() => Chaos.Replay(schedule, describe, Options)).Message);

    /// <summary>A document as a page.</summary>
    public string Set(CounterexampleDocument document)
    {
        var file = Path.Combine(_directory.FullName, "page.html");
        File.WriteAllText(file, HtmlPage.Write(document, "as text"));
        return file;
    }

    public static string NamedIn(string text) => FileLine().Match(text).Groups[1].Value;

    public static JsonElement DocumentIn(string page) => JsonDocument.Parse(Document().Match(page).Groups[1].Value).RootElement;

    public void Dispose() => _directory.Delete(recursive: true);

    [GeneratedRegex("^html: (.+)$", RegexOptions.Multiline)]
    private static partial Regex FileLine();

    [GeneratedRegex("""<script type="application/json" id="document">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Document();
}
