using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace OffsetGuard.Conformance.Execution.Live;

/// <summary>Puts a librdkafka under Confluent.Kafka that was not delivered with it.</summary>
internal static partial class NativeLibrdkafka
{
    /// <summary>The name under which Confluent.Kafka and this program call the library.</summary>
    public const string Name = "librdkafka";

    /// <summary>Loads the library; once per process.</summary>
    /// <param name="path">Path of a librdkafka 2.14 or newer.</param>
    public static void Load(string path)
    {
        NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => Resolve(name, path));
        NativeLibrary.SetDllImportResolver(typeof(NativeLibrdkafka).Assembly, (name, _, _) => Resolve(name, path));
        if (!Library.IsLoaded)
            Library.Load(path);
    }

    // Confluent.Kafka asks for libdl by a name that only development packages install.
    private static nint Resolve(string name, string path) => name switch
    {
        "libdl" or "libdl.so" => NativeLibrary.Load("libdl.so.2"),
        _ when name.Contains(Name, StringComparison.Ordinal) || name == path => NativeLibrary.Load(path),
        _ => 0,
    };

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewConfig();

    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    public static partial nint NewClient(int type, nint config, nint errorText, nuint errorTextSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy")]
    public static partial void DestroyClient(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint NewMockCluster(nint client, int brokerCount);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void DestroyMockCluster(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial nint Bootstraps(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitionCount, int replicationFactor);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void SetInitialRebalanceDelayMs(nint cluster, int delayMs);
}
