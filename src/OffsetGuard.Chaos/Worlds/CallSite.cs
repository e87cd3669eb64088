using System.Diagnostics;
using System.Reflection;

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
                : NameOf(method, type);
        }

        return null;
    }

    /// <summary>The method as it is written: the body of an async method or of a lambda is named after it.</summary>
    private static string NameOf(MethodBase method, Type type)
    {
        var name = method.Name;
        while (type.IsNested && type.Name.StartsWith('<'))
        {
            name = type.Name.StartsWith("<>", StringComparison.Ordinal) ? name : type.Name;
            type = type.DeclaringType!;
        }

        return name.StartsWith('<') ? $"{type.Name}.{name[1..name.IndexOf('>', StringComparison.Ordinal)]}" : $"{type.Name}.{name}";
    }

    private static bool IsInfrastructure(string assembly) =>
        assembly is "OffsetGuard.Broker" or "OffsetGuard.Testing" or "OffsetGuard.Chaos" or "Confluent.Kafka"
        || assembly.StartsWith("System.", StringComparison.Ordinal);
}
