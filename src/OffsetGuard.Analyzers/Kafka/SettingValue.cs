namespace OffsetGuard.Analyzers.Kafka;

internal enum SettingValue
{
    /// <summary>Not known from the source: rules stay silent.</summary>
    Unknown,
    Off,
    On,
}
