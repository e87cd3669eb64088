using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The effective value of one option and where it is written; a default is written nowhere.</summary>
internal readonly record struct Setting(SettingValue Value, IOperation? Origin)
{
    public bool IsOn => Value == SettingValue.On;
}
