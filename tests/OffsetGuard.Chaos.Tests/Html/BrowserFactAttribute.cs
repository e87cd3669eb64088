namespace ChaosTests.Html;

/// <summary>A test in a real browser; skipped where no Chromium was found.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public const string Variable = "OFFSETGUARD_CHROMIUM";

    public BrowserFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 })
            Skip = $"{Variable} is not set. Run `export {Variable}=$(eng/chromium.sh)` first; the script finds or fetches a Chromium.";
    }
}
