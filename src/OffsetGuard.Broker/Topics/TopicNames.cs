namespace OffsetGuard.Broker.Topics;

/// <summary>Which names Kafka accepts for a topic.</summary>
/// <remarks>Apache Kafka: Topic.validate; Topic.hasCollisionChars (a dot and an underscore are one in metric names).</remarks>
internal static class TopicNames
{
    private const int LengthMax = 249;

    public static bool IsValid(string name) =>
        name is not ("" or "." or "..") && name.Length <= LengthMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    public static bool Collide(string name, string other) => name.Replace('.', '_') == other.Replace('.', '_');
}
