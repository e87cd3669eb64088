using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OffsetGuard.Testing.Inspection;

/// <summary>JSON for people and for tools: indented, LF on every platform, arrows and umlauts as they are.</summary>
internal static class JsonText
{
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>A number; null when there is no such offset.</summary>
    public static void WriteOffset(this Utf8JsonWriter json, string name, Offset? offset) =>
        json.WriteNumberOrNull(name, offset is { } known && known != Offset.Unset ? known.Value : null);

    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
