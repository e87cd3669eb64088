using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Members of the framework whose value is another one at every start, and those that make texts of such values.</summary>
internal static class ChangingSources
{
    private static readonly string[] DateFormats = ["d", "D", "m", "M", "y", "Y"];

    private static readonly char[] MinutesAndBelow = ['m', 's', 'f', 'F'];

    private static readonly HashSet<string> Sources = new(StringComparer.Ordinal)
    {
        "Guid.NewGuid", "Guid.CreateVersion7",
        "Path.GetRandomFileName", "Path.GetTempFileName",
        "Environment.ProcessId", "Environment.TickCount", "Environment.TickCount64", "Process.Id",
        "Stopwatch.GetTimestamp", "TimeProvider.GetUtcNow", "TimeProvider.GetLocalNow", "TimeProvider.GetTimestamp",
        "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow",
        "RandomNumberGenerator.GetInt32", "RandomNumberGenerator.GetHexString", "RandomNumberGenerator.GetString", "RandomNumberGenerator.GetBytes",
    };

    private static readonly HashSet<string> TextMethods = new(StringComparer.Ordinal)
    {
        "ToString", "Substring", "Replace", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Trim", "TrimStart", "TrimEnd",
        "PadLeft", "PadRight", "Remove", "Insert", "Split", "Concat", "Join", "Format",
        "ToByteArray", "ToBase64String", "ToHexString", "ToUnixTimeSeconds", "ToUnixTimeMilliseconds", "ToFileTime", "ToFileTimeUtc", "ToBinary",
    };

    private static readonly HashSet<string> PartsOfTime = new(StringComparer.Ordinal)
    {
        "Ticks", "UtcTicks", "TimeOfDay", "TotalSeconds", "TotalMilliseconds", "UtcDateTime", "LocalDateTime", "DateTime",
    };

    /// <summary>The value is another one at every start.</summary>
    public static bool IsSource(IOperation value) => value switch
    {
        IInvocationOperation call => IsNamed(call.TargetMethod) || IsChance(call),
        IPropertyReferenceOperation property => IsNamed(property.Property),
        _ => false,
    };

    /// <summary>The call makes a text, or a number, that still tells what it was made of.</summary>
    public static bool IsText(IInvocationOperation call) =>
        call.TargetMethod.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
        && TextMethods.Contains(call.TargetMethod.Name)
        && (call.TargetMethod.Name != nameof(string.Format) || IsPlain(call.Arguments[0].Value))
        && KeepsTime(call.Instance, call.Arguments.FirstOrDefault()?.Value);

    public static bool IsPartOfTime(IPropertySymbol property) =>
        property.ContainingType is { Name: "DateTime" or "DateTimeOffset" or "TimeSpan" } && PartsOfTime.Contains(property.Name);

    /// <summary>A time keeps what tells starts apart, unless its format leaves it out: a group of every day or hour is no new one at every start.</summary>
    public static bool KeepsTime(IOperation? value, IOperation? format)
    {
        if (VariableWrites.Unconverted(value)?.Type is not { Name: "DateTime" or "DateTimeOffset" } || format is null)
            return true;
        if (format.ConstantValue is not { HasValue: true, Value: string { Length: > 0 } text })
            return format.ConstantValue.HasValue || VariableWrites.Unconverted(format)?.Type?.SpecialType != SpecialType.System_String;
        return text.Length == 1 ? Array.IndexOf(DateFormats, text) < 0 : text.IndexOfAny(MinutesAndBelow) >= 0;
    }

    // With a seed the numbers are the same ones again.
    private static bool IsChance(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { Name: "Random", ContainingNamespace.Name: "System" }
        && call.TargetMethod.Name.StartsWith("Next", StringComparison.Ordinal)
        && call.Instance is IObjectCreationOperation { Arguments.IsEmpty: true } or IPropertyReferenceOperation { Property.Name: "Shared" };

    // "{0:yyyy}" may leave out what tells two starts apart.
    private static bool IsPlain(IOperation format) =>
        format.ConstantValue is { HasValue: true, Value: string text } && text.IndexOf(':') < 0;

    private static bool IsNamed(ISymbol member) =>
        Sources.Contains(member.ContainingType?.Name + "." + member.Name) && IsOfFramework(member.ContainingNamespace);

    private static bool IsOfFramework(INamespaceSymbol? containing) =>
        containing is { IsGlobalNamespace: false }
        && (containing.ContainingNamespace.IsGlobalNamespace ? containing.Name == "System" : IsOfFramework(containing.ContainingNamespace));
}
