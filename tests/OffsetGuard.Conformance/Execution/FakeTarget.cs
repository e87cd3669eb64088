using System.Globalization;
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
            foreach (var (topic, partitionCount) in scenario.Topics)
                _kafka.CreateTopic(topic, partitionCount);
            _began = _kafka.Now;
            Admin = _kafka.AdminClient();
        }

        public IAdminClient Admin { get; }

        public TimeSpan Elapsed => _kafka.Now - _began;

        public bool Supports(string adminCall) => true;

        public IReadOnlyList<ListOffsetsResultInfo> ListOffsets(IReadOnlyList<TopicPartitionOffsetSpec> of) =>
            ((FakeAdminClient)Admin).ListOffsetsAsync(of).GetAwaiter().GetResult().ResultInfos;

        public ConsumerBuilder<byte[], byte[]> ConsumerBuilder(IReadOnlyDictionary<string, string> config) =>
            _kafka.ConsumerBuilder<byte[], byte[]>(config);

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

        private static FakeKafkaOptions OptionsOf(Scenario scenario)
        {
            var options = new FakeKafkaOptions { HonorsLinger = true };
            foreach (var (setting, value) in scenario.Broker)
            {
                options = setting switch
                {
                    "group.max.size" => options with { GroupMaxSize = int.Parse(value, CultureInfo.InvariantCulture) },
                    "auto.create.topics.enable" => options with { AutoCreateTopics = bool.Parse(value) },
                    "group.consumer.max.size" => options,   // no scenario of the fake's protocols reaches it
                    _ => throw new NotSupportedException($"{scenario.Id} needs the broker setting {setting}."),
                };
            }

            return options;
        }
    }
}
