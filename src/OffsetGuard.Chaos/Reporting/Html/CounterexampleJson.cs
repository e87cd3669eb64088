using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>The document as JSON that can stand inside a script element: <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and quotes are escaped.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(CounterexampleDocument))]
internal sealed partial class CounterexampleJson : JsonSerializerContext
{
    private static readonly CounterexampleJson s_json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static string Write(CounterexampleDocument document) => JsonSerializer.Serialize(document, s_json.CounterexampleDocument);
}
