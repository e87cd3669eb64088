using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The appsettings files of an application, as far as the project passes them to the compiler as AdditionalFiles.</summary>
internal sealed class AppSettings
{
    private readonly Lazy<ImmutableDictionary<string, string?>?> values;

    public AppSettings(ImmutableArray<AdditionalText> files) =>
        values = new Lazy<ImmutableDictionary<string, string?>?>(() => Read(files));

    /// <summary>
    /// The options of a section. A value is null when it depends on the environment: files differ, or only the file of one environment
    /// has it. The whole answer is null when there is no such section, or a file cannot be read.
    /// </summary>
    public ImmutableDictionary<string, string?>? FindSection(string path)
    {
        var section = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in values.Value ?? ImmutableDictionary<string, string?>.Empty)
        {
            if (setting.Key.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase))
                section[setting.Key.Substring(path.Length + 1)] = setting.Value;
        }

        return section.Count == 0 ? null : section.ToImmutable();
    }

    /// <summary>The path of a section, <c>Kafka:Consumer</c>; null when a part of it is no constant.</summary>
    public static string? PathOf(IOperation? section) => section switch
    {
        IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } call when NameIn(call) is { } name =>
            Receiver(call) is { Type.Name: "IConfigurationSection" } outer ? PathOf(outer) is { } path ? path + ":" + name : null : name,
        _ => null,
    };

    private static IOperation? Receiver(IInvocationOperation call) =>
        VariableWrites.Unconverted(call.Instance ?? call.Arguments[0].Value);

    private static string? NameIn(IInvocationOperation call) =>
        call.Arguments[call.Arguments.Length - 1].Value.ConstantValue is { HasValue: true, Value: string name } ? name : null;

    private static ImmutableDictionary<string, string?>? Read(ImmutableArray<AdditionalText> files)
    {
        var merged = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.Where(IsAppSettings).OrderBy(file => Path.GetFileName(file.Path).Length))   // appsettings.json first
        {
            if (file.GetText() is not { } text || JsonText.Flatten(text.ToString()) is not { } values)
                return null;
            var isBase = merged.Count == 0;
            foreach (var value in values)
                merged[value.Key] = isBase || merged.TryGetValue(value.Key, out var known) && known == value.Value ? value.Value : null;
        }

        return merged.ToImmutable();
    }

    private static bool IsAppSettings(AdditionalText file) =>
        Path.GetFileName(file.Path) is var name && name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
