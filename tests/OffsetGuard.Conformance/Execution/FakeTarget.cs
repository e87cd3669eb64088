using Confluent.Kafka;
using Confluent.Kafka.Admin;
using OffsetGuard.Conformance.Scenarios;
using OffsetGuard.Testing;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Conformance.Execution;

/// <summary>OffsetGuard's fake: every scenario gets a cluster of its own, and time is virtual.</summary>
internal sealed class FakeTarget : ITarget
{
    public string By => "offsetguard fake";

    public ITargetSession Begin(Scenario scenario) => new Session(scenario);

    public void Dispose()
    {
        // A fake holds nothing.
    }

    private sealed class Session : ITargetSession
    {
        private readonly FakeKafka _kafka;
        private readonly DateTimeOffset _began;

        public Session(Scenario scenario)
        {
            _kafka = new FakeKafka(OptionsOf(scenario));
            var cluster = new FakeCluster(_kafka.Host.Cluster);
            Cluster = cluster;
            cluster.Arrange(scenario);
            _began = _kafka.Now;
            Admin = _kafka.AdminClient();
        }

        public IAdminClient Admin { get; }

        public IClusterControl Cluster { get; }

        public (string MemberId, int Generation) MemberOf(IConsumer<byte[], byte[]> consumer)
        {
            var stamp = ((FakeConsumer<byte[], byte[]>)consumer).Model.Stamp;
            return (stamp.MemberId, stamp.Generation);
        }

        public TimeSpan Elapsed => _kafka.Now - _began;

        public bool Supports(string adminCall) => true;

        public IReadOnlyList<ListOffsetsResultInfo> ListOffsets(IReadOnlyList<TopicPartitionOffsetSpec> of) =>
            ((FakeAdminClient)Admin).ListOffsetsAsync(of).GetAwaiter().GetResult().ResultInfos;

        /// <remarks>
        /// The recordings were made with statistics every 100 ms. They stand in the queue of the consumer, which matters only where a scenario
        /// limits that queue.
        /// </remarks>
        public ConsumerBuilder<byte[], byte[]> ConsumerBuilder(IReadOnlyDictionary<string, string> config) => _kafka.ConsumerBuilder<byte[], byte[]>(
            config.ContainsKey("queued.min.messages") ? [.. config, new("statistics.interval.ms", "100")] : config);

        public ProducerBuilder<byte[], byte[]> ProducerBuilder(IReadOnlyDictionary<string, string> config) =>
            _kafka.ProducerBuilder<byte[], byte[]>(config);

        public void Wait(TimeSpan time) => _kafka.AdvanceTime(time);

        public bool IsJoining(IConsumer<byte[], byte[]> consumer) => ((FakeConsumer<byte[], byte[]>)consumer).Model.IsJoining;

        public bool RequiresAbort(IProducer<byte[], byte[]> producer) =>
            ((FakeProducer<byte[], byte[]>)producer).Model.Transaction.Phase == Broker.Clients.Producers.TransactionPhase.Abortable;

        public void Kill(IClient client) => client.Dispose();   // the fake's Dispose tells nobody, as a crash

        public Offset? Stored(IConsumer<byte[], byte[]> consumer, TopicPartition partition) => 
            ((FakeConsumer<byte[], byte[]>)consumer).Model.Partitions.Find(new Broker.Protocol.TopicPartition(partition.Topic, partition.Partition.Value))?.Stored.NextOffset
            ?? Offset.Unset;

        public void Dispose()
        {
            // A fake holds nothing.
        }

        /// <summary>The settings that all recordings were made with, and those of the scenario.</summary>
        private static FakeKafkaOptions OptionsOf(Scenario scenario)
        {
            var settings = new Dictionary<string, string>
            {
                ["group.initial.rebalance.delay.ms"] = "0",
                ["group.consumer.session.timeout.ms"] = "6000",
                ["group.consumer.heartbeat.interval.ms"] = "500",
                ["transaction.abort.timed.out.transaction.cleanup.interval.ms"] = "1000",
                ["log.retention.check.interval.ms"] = "1000",
                ["log.cleaner.backoff.ms"] = "1000",
                ["log.retention.ms"] = "-1",
                ["auto.create.topics.enable"] = "false",
            };
            foreach (var (name, value) in scenario.Cluster?.Settings ?? new Dictionary<string, string>())
                settings[name] = value;
            foreach (var (name, value) in scenario.Broker)
                settings[name] = value;
            return new FakeKafkaOptions { HonorsLinger = true, BrokerSettings = settings, BrokerCount = scenario.Cluster?.BrokerCount ?? 1 };
        }
    }
}
