using System.Text.Json;

namespace Samples.OrderService;

/// <summary>An order as the shop sends it.</summary>
public sealed record Order(string Id, decimal Amount)
{
    public static Order Parse(string json) =>
        JsonSerializer.Deserialize<Order>(json) ?? throw new FormatException($"An order must not be null: {json}");
}
