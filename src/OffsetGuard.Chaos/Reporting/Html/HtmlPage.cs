using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>One file that needs no other: the page, its style, its script and the document. Nothing else may run in it or be loaded by it.</summary>
internal static partial class HtmlPage
{
    /// <param name="document">What the page shows.</param>
    /// <param name="text">The text report, for those who read without a script.</param>
    public static string Write(CounterexampleDocument document, string text)
    {
        var (style, script) = (Resource("counterexample.css"), Resource("counterexample.js"));
        return Placeholder().Replace(Resource("counterexample.html"), match => match.Groups[1].Value switch
        {
            "policy" => $"default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; base-uri 'none'; form-action 'none'",
            "title" => WebUtility.HtmlEncode(document.Account.Headline),
            "style" => style,
            "text" => WebUtility.HtmlEncode(text),
            "document" => CounterexampleJson.Write(document),
            "script" => script,
            var name => throw new Broker.InvariantException($"The page has a placeholder '{name}' that nobody fills."),
        });
    }

    // A browser compares the hash with what it has read, where every line ends in LF.
    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(name)
            ?? throw new Broker.InvariantException($"The assembly has no resource '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
