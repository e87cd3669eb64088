using System.Globalization;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The effective value of one option and where it is written; a default is written nowhere.</summary>
/// <param name="Value">What kind of value it is.</param>
/// <param name="Origin">The assignment.</param>
/// <param name="Constant">The constant: a string, a number, or the number of an enumeration's member.</param>
internal readonly record struct Setting(SettingValue Value, IOperation? Origin, object? Constant = null)
{
    /// <summary>What a value that is not known is computed from, when it is certain that this is the one.</summary>
    public IOperation? Expression { get; init; }

    public static Setting Unknown => default;

    public static Setting Unset => new(SettingValue.Unset, Origin: null);

    public bool IsOn => Value == SettingValue.On;

    public bool IsOff => Value == SettingValue.Off;

    public bool IsUnset => Value == SettingValue.Unset;

    /// <summary>It is written down, whatever the value.</summary>
    public bool IsWritten => Origin is not null;

    /// <summary>The constant as a number; null when it is none.</summary>
    public long? Number => Constant switch
    {
        int number => number,
        long number => number,
        string text when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public Setting OrDefault(SettingValue value) => IsUnset ? this with { Value = value } : this;

    /// <summary>The value of a text, as the configuration of .NET converts it to the type of the option.</summary>
    public static Setting OfText(string? text, ITypeSymbol? type, IOperation origin)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return (text, type) switch
        {
            (null, _) or (_, null) => new Setting(SettingValue.Unknown, origin),
            (_, { SpecialType: SpecialType.System_Boolean }) => bool.TryParse(text, out var isOn)
                ? new Setting(isOn ? SettingValue.On : SettingValue.Off, origin)
                : new Setting(SettingValue.Unknown, origin),
            (_, { SpecialType: SpecialType.System_Int32 }) => int.TryParse(text, out var number)
                ? new Setting(SettingValue.Constant, origin, number)
                : new Setting(SettingValue.Unknown, origin),
            (_, { TypeKind: TypeKind.Enum }) => type.GetMembers().OfType<IFieldSymbol>()
                .FirstOrDefault(member => string.Equals(member.Name, text, StringComparison.OrdinalIgnoreCase)) is { } member
                ? new Setting(SettingValue.Constant, origin, member.ConstantValue)
                : new Setting(SettingValue.Unknown, origin),
            _ => new Setting(SettingValue.Constant, origin, text),
        };
    }

    /// <summary>The value of an expression; <c>null</c> leaves an option at its default.</summary>
    public static Setting Of(IOperation expression, IOperation origin) => VariableWrites.Unconverted(expression)?.ConstantValue switch
    {
        { HasValue: true, Value: null } => Unset,
        { HasValue: true, Value: true or "true" or "True" } => new Setting(SettingValue.On, origin),
        { HasValue: true, Value: false or "false" or "False" } => new Setting(SettingValue.Off, origin),
        { HasValue: true, Value: var constant } => new Setting(SettingValue.Constant, origin, constant),
        _ => new Setting(SettingValue.Unknown, origin) { Expression = expression },
    };
}
