namespace OffsetGuard.Testing.Configuration;

/// <summary>The serializers and deserializers that Confluent.Kafka uses when none is set.</summary>
internal static class BuiltInSerdes
{
    private static readonly Dictionary<Type, object> s_deserializers = new()
    {
        [typeof(Null)] = Deserializers.Null,
        [typeof(Ignore)] = Deserializers.Ignore,
        [typeof(int)] = Deserializers.Int32,
        [typeof(long)] = Deserializers.Int64,
        [typeof(string)] = Deserializers.Utf8,
        [typeof(float)] = Deserializers.Single,
        [typeof(double)] = Deserializers.Double,
        [typeof(byte[])] = Deserializers.ByteArray,
    };

    private static readonly Dictionary<Type, object> s_serializers = new()
    {
        [typeof(Null)] = Serializers.Null,
        [typeof(int)] = Serializers.Int32,
        [typeof(long)] = Serializers.Int64,
        [typeof(string)] = Serializers.Utf8,
        [typeof(float)] = Serializers.Single,
        [typeof(double)] = Serializers.Double,
        [typeof(byte[])] = Serializers.ByteArray,
    };

    public static IDeserializer<T> DeserializerOf<T>(string what) => s_deserializers.TryGetValue(typeof(T), out var found)
        ? (IDeserializer<T>)found
        : throw new InvalidOperationException($"{what} deserializer was not specified and there is no default for type {typeof(T).Name}.");

    // The real client answers ArgumentNullException here and InvalidOperationException above.
    public static ISerializer<T> SerializerOf<T>(string what) => s_serializers.TryGetValue(typeof(T), out var found)
        ? (ISerializer<T>)found
        : throw new ArgumentNullException(what, $"{what} serializer was not specified and there is no default for type {typeof(T).Name}.");
}
