using System.Diagnostics;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>Where in the code under test a call came from.</summary>
internal static class CallSite
{
    /// <summary>File name and line of the innermost frame that is neither ours nor the framework's; the method without debug symbols.</summary>
    public static string? OfApplication()
    {
        foreach (var frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            var method = frame.GetMethod();
            if (method?.DeclaringType is not { } type || IsInfrastructure(type.Assembly.GetName().Name!))
                continue;
            return frame.GetFileName() is { } file
                ? $"{Path.GetFileName(file)}:{frame.GetFileLineNumber()}"
                : $"{type.Name}.{method.Name}";
        }

        return null;
    }

    private static bool IsInfrastructure(string assembly) =>
        assembly is "OffsetGuard.Broker" or "OffsetGuard.Testing" or "OffsetGuard.Chaos" or "Confluent.Kafka"
        || assembly.StartsWith("System.", StringComparison.Ordinal);
}
