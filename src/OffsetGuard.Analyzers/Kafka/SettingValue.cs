namespace OffsetGuard.Analyzers.Kafka;

internal enum SettingValue
{
    /// <summary>Not known from the source: rules stay silent.</summary>
    Unknown,

    /// <summary>Written nowhere: the default of the client.</summary>
    Unset,
    Off,
    On,

    /// <summary>Any other constant.</summary>
    Constant,
}
