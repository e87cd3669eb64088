using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace OffsetGuard.Conformance.Execution.Live;

/// <summary>Real clients, real sockets, real time.</summary>
/// <param name="bootstrapServers">Where the cluster is.</param>
/// <param name="supports">Which admin calls it knows.</param>
internal sealed class LiveSession(string bootstrapServers, Func<string, bool> supports) : ITargetSession
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<IConsumer<byte[], byte[]>, string> _joinStates = new();
    private readonly HashSet<IClient> _killed = [];
    private IAdminClient? _admin;

    public IClusterControl Cluster => throw new NotSupportedException("Only the fake's brokers can be disturbed.");

    public (string MemberId, int Generation) MemberOf(IConsumer<byte[], byte[]> consumer) =>
        throw new NotSupportedException("Only the fake shows who a consumer is in its group.");

    public IAdminClient Admin => _admin ??= new AdminClientBuilder(
        new AdminClientConfig { BootstrapServers = bootstrapServers, LogConnectionClose = false }).SetLogHandler((_, _) => { }).Build();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>What goes down with the session.</summary>
    public Action OnDispose { get; init; } = static () => { };

    public bool Supports(string adminCall) => supports(adminCall);

    public ConsumerBuilder<byte[], byte[]> ConsumerBuilder(IReadOnlyDictionary<string, string> config) =>
        new ConsumerBuilder<byte[], byte[]>([.. WithServers(config), new("statistics.interval.ms", "100")])
            .SetLogHandler((_, _) => { })
            .SetStatisticsHandler((consumer, json) => _joinStates[consumer] = JoinStateIn(json));

    public ProducerBuilder<byte[], byte[]> ProducerBuilder(IReadOnlyDictionary<string, string> config) =>
        new ProducerBuilder<byte[], byte[]>(WithServers(config)).SetLogHandler((_, _) => { });

    public IReadOnlyList<ListOffsetsResultInfo> ListOffsets(IReadOnlyList<TopicPartitionOffsetSpec> of) =>
        Admin.ListOffsetsAsync(of).GetAwaiter().GetResult().ResultInfos;

    public void Wait(TimeSpan time) => Thread.Sleep(time);   // the clock of a live run is the real one

    public bool IsJoining(IConsumer<byte[], byte[]> consumer) =>
        consumer.Subscription.Count > 0 && _joinStates.GetValueOrDefault(consumer, "init") != "steady";

    // The client keeps it to itself; its exceptions say it where it matters.
    public bool RequiresAbort(IProducer<byte[], byte[]> producer) => false;

    // With a real client the nearest thing to a crash is Dispose: no leave, no commit.
    public void Kill(IClient client)
    {
        if (_killed.Add(client))
            client.Dispose();
    }

    public Offset? Stored(IConsumer<byte[], byte[]> consumer, TopicPartition partition) => null;

    public void Dispose()
    {
        OnDispose();
        _admin?.Dispose();
    }

    private static string JoinStateIn(string json) => JsonNode.Parse(json)!["cgrp"]?["join_state"]?.GetValue<string>() ?? "init";

    private IEnumerable<KeyValuePair<string, string>> WithServers(IReadOnlyDictionary<string, string> config) =>
        config.ContainsKey("bootstrap.servers") ? config : [.. config, new("bootstrap.servers", bootstrapServers)];
}
