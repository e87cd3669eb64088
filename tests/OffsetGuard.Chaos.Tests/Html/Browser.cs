using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChaosTests.Html;

/// <summary>
/// A headless Chromium with one page open, driven by the DevTools protocol over its pipe: no port, no other program. Clicks and keys are
/// those of a user: they go through the browser's own input handling, not through the script of the page.
/// </summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, int> s_keyCodes = new(StringComparer.Ordinal)
    {
        ["ArrowLeft"] = 37, ["ArrowUp"] = 38, ["ArrowRight"] = 39, ["ArrowDown"] = 40, ["Home"] = 36, ["End"] = 35, ["Tab"] = 9, [" "] = 32,
    };

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("offsetguard-browser-");
    private readonly Process _process;
    private readonly CancellationTokenSource _patience = new(s_patience);
    private readonly List<JsonNode> _events = [];
    private readonly StringBuilder _received = new();
    private readonly char[] _buffer = new char[1 << 16];
    private string? _session;
    private int _lastId;

    private Browser()
    {
        // The browser talks on its file descriptors 3 and 4, which the shell makes of our pipes. Without its sandbox it also runs as root
        // in a container; it opens nothing but a page that the test has written.
        string[] options =
        [
            "--remote-debugging-pipe", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            $"--user-data-dir={_profile.FullName}",
        ];
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1",
            Environment.GetEnvironmentVariable(BrowserFactAttribute.Variable)!, .. options])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
    }

    /// <summary>What the page complained of, and every address it asked for but its own.</summary>
    public IEnumerable<string> Complaints =>
        from e in _events
        let method = (string)e["method"]!
        where method is "Runtime.exceptionThrown" or "Log.entryAdded" or "Runtime.consoleAPICalled"
            || (method == "Network.requestWillBeSent" && (string)e["params"]!["type"]! != "Document")
        select e.ToJsonString();

    /// <summary>Starts a browser and opens a page, which may have a fragment.</summary>
    public static async Task<Browser> Open(string file, string fragment = "", int width = 1400)
    {
        var browser = new Browser();
        try
        {
            await browser.OpenPage($"file://{file}{fragment}", width);
            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>The value of an expression of the page's script, as text.</summary>
    public async Task<string> Read(string expression)
    {
        var reply = await Ask("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        if (reply["exceptionDetails"] is { } failure)
            throw new InvalidOperationException($"{expression}: {failure.ToJsonString()}");
        return reply["result"]!["value"]?.ToString() ?? "";
    }

    public Task<string> Text(string selector) => Read($"document.querySelector({JsonSerializer.Serialize(selector)}).textContent");

    /// <summary>Presses and releases the mouse in the middle of an element, or at another part of its width.</summary>
    public async Task Click(string selector, double widthFraction = 0.5)
    {
        var place = JsonNode.Parse(await Read(
            $"(e => {{ e.scrollIntoView({{ block: 'nearest' }}); const r = e.getBoundingClientRect(); return JSON.stringify([r.x, r.y, r.width, r.height]); }})"
            + $"(document.querySelector({JsonSerializer.Serialize(selector)}))"))!.AsArray();
        foreach (var type in (string[])["mousePressed", "mouseReleased"])
        {
            await Ask("Input.dispatchMouseEvent", new JsonObject
            {
                ["type"] = type,
                ["x"] = (double)place[0]! + ((double)place[2]! * widthFraction),
                ["y"] = (double)place[1]! + ((double)place[3]! / 2),
                ["button"] = "left",
                ["clickCount"] = 1,
            });
        }
    }

    /// <summary>Presses and releases a key, wherever the focus is.</summary>
    public async Task Press(string key)
    {
        var isLetter = key.Length == 1;
        foreach (var type in (string[])["keyDown", "keyUp"])
        {
            var code = s_keyCodes.TryGetValue(key, out var known) ? known : char.ToUpper(key[0], CultureInfo.InvariantCulture);
            var press = new JsonObject { ["type"] = type, ["key"] = key, ["windowsVirtualKeyCode"] = code };
            if (isLetter && type == "keyDown")
                press["text"] = key;
            await Ask("Input.dispatchKeyEvent", press);
        }
    }

    /// <summary>What a screen reader is told: one line per node with role, name and value, the ignored ones left out.</summary>
    public async Task<IReadOnlyList<string>> AccessibleNodes()
    {
        var tree = await Ask("Accessibility.getFullAXTree", []);
        return
        [
            .. from node in tree["nodes"]!.AsArray()
               where !(bool)node!["ignored"]!
               select $"{Value(node, "role")} '{Value(node, "name")}' {Value(node, "value")}".TrimEnd(),
        ];

        static string Value(JsonNode node, string name) => node[name]?["value"]?.ToString() ?? "";
    }

    /// <summary>Lets the page's own time go on, in no time: its timers fire as if so much had passed.</summary>
    public async Task PassTime(TimeSpan time)
    {
        await Ask("Emulation.setVirtualTimePolicy", new JsonObject { ["policy"] = "advance", ["budget"] = time.TotalMilliseconds });
        await Await("Emulation.virtualTimeBudgetExpired");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _patience.Dispose();
        _profile.Delete(recursive: true);
    }

    private async Task OpenPage(string address, int width)
    {
        var target = await Ask("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await Ask("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        _session = (string)attached["sessionId"]!;
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network", "Accessibility"])
            await Ask($"{domain}.enable", []);
        await Ask("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await Ask("Page.navigate", new JsonObject { ["url"] = address });
        await Await("Page.loadEventFired");
    }

    private async Task Await(string happening)
    {
        while (!_events.Exists(e => (string)e["method"]! == happening))
            _events.Add(await Receive());
        _events.RemoveAll(e => (string)e["method"]! == happening);
    }

    private async Task<JsonObject> Ask(string method, JsonObject parameters)
    {
        var command = new JsonObject { ["id"] = ++_lastId, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            command["sessionId"] = _session;
        await _process.StandardInput.WriteAsync((command.ToJsonString() + "\0").AsMemory(), _patience.Token);
        await _process.StandardInput.FlushAsync(_patience.Token);
        while (true)
        {
            var message = await Receive();
            if (message["id"] is null)
                _events.Add(message);
            else if ((int)message["id"]! == _lastId)
                return message["result"] as JsonObject ?? throw new InvalidOperationException($"{method}: {message.ToJsonString()}");
        }
    }

    private async Task<JsonNode> Receive()
    {
        int end;
        while ((end = _received.ToString().IndexOf('\0', StringComparison.Ordinal)) < 0)
        {
            var count = await _process.StandardOutput.ReadAsync(_buffer, _patience.Token);
            if (count == 0)
                throw new InvalidOperationException("The browser has ended.");
            _received.Append(_buffer, 0, count);
        }

        var message = _received.ToString(0, end);
        _received.Remove(0, end + 1);
        return JsonNode.Parse(message)!;
    }
}
