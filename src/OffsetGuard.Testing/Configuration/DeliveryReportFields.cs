namespace OffsetGuard.Testing.Configuration;

/// <summary>What a delivery report carries besides partition and offset: dotnet.producer.delivery.report.fields.</summary>
internal sealed record DeliveryReportFields(bool Key, bool Value, bool Timestamp, bool Headers, bool Status)
{
    public static readonly DeliveryReportFields All = new(true, true, true, true, true);

    public static DeliveryReportFields Parse(string? text)
    {
        if (text is null or "all")
            return All;
        var fields = new DeliveryReportFields(false, false, false, false, false);
        if (text == "none")
            return fields;
        foreach (var part in text.Split(','))
        {
            fields = part switch
            {
                "key" => fields with { Key = true },
                "value" => fields with { Value = true },
                "timestamp" => fields with { Timestamp = true },
                "headers" => fields with { Headers = true },
                "status" => fields with { Status = true },
                _ => throw new ArgumentException(
                    $"Unknown delivery report field name '{part}' in config value '{ConfigPropertyNames.Producer.DeliveryReportFields}'. "
                    + "Use all, none, or a list of key, value, timestamp, headers and status."),
            };
        }

        return fields;
    }
}
