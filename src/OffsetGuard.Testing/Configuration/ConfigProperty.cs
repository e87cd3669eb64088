using System.Globalization;

namespace OffsetGuard.Testing.Configuration;

/// <summary>What kind of value a property takes.</summary>
internal enum PropertyKind
{
    Text,
    Flag,
    Integer,
    Fraction,

    /// <summary>One of some words.</summary>
    Words,

    /// <summary>Some of some words.</summary>
    List,

    /// <summary>Not by text: librdkafka has a function of its own for it.</summary>
    Dedicated,
}

/// <summary>A property of librdkafka and the values it takes.</summary>
internal sealed record ConfigProperty(string Name, PropertyKind Kind)
{
    public double Min { get; init; }

    public double Max { get; init; }

    /// <summary>Words that are taken, for a number in place of one.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What would be taken, when <paramref name="value"/> is not; null when it is.</summary>
    public string? ExpectedInPlaceOf(string value) => Kind switch
    {
        PropertyKind.Text => null,
        PropertyKind.Flag => value.ToLowerInvariant() is "true" or "t" or "1" or "false" or "f" or "0" ? null : "true or false",
        PropertyKind.Integer => IsWord(value) || (TryParseInteger(value, out var number) && IsInRange(number)) ? null : Range("a whole number"),
        PropertyKind.Fraction => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsInRange(number)
            ? null : Range("a number"),
        PropertyKind.Words => IsWord(value) ? null : string.Join(", ", Words),
        PropertyKind.List => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(IsWord)
            ? null : string.Join(", ", Words),
        _ => "a call of its own function",
    };

    private bool IsWord(string value) => Words.Contains(value, StringComparer.OrdinalIgnoreCase);

    private bool IsInRange(double value) => value >= Min && value <= Max;

    private string Range(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} from {Min} to {Max}");

    public static bool TryParseInteger(string value, out long number) => value.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? long.TryParse(value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out number)
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
