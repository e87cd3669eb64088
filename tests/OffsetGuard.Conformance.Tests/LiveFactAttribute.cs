using OffsetGuard.Conformance.Commands;

namespace OffsetGuard.Conformance.Tests;

/// <summary>A test of the real client; skipped where no librdkafka was found.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveFactAttribute : FactAttribute
{
    public LiveFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(RunCommand.LibraryVariable) is not { Length: > 0 })
        {
            Skip = $"{RunCommand.LibraryVariable} is not set. Run `export {RunCommand.LibraryVariable}=$(eng/librdkafka.sh)` first; "
                + "the script finds or builds a librdkafka.";
        }
    }
}
