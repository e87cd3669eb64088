using Confluent.Kafka;
using Confluent.Kafka.Admin;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

/// <summary>Where a scenario runs: the fake, or the real client over some cluster.</summary>
internal interface ITarget : IDisposable
{
    /// <summary>Who observed, for the observation file.</summary>
    string By { get; }

    /// <summary>All scenarios meet on one cluster: their names need a prefix.</summary>
    bool IsShared => false;

    /// <summary>A fresh place for one scenario, with its topics.</summary>
    ITargetSession Begin(Scenario scenario);
}

/// <summary>The clients of one scenario. Names are those of the scenario, which has them prefixed on a shared cluster.</summary>
internal interface ITargetSession : IDisposable
{
    IAdminClient Admin { get; }

    /// <summary>The brokers, where a scenario can do something to them.</summary>
    IClusterControl Cluster { get; }

    /// <summary>Who a consumer is in its group now.</summary>
    (string MemberId, int Generation) MemberOf(IConsumer<byte[], byte[]> consumer);

    /// <summary>Whether an admin call can be made here; one that cannot is observed as unavailable and not compared.</summary>
    bool Supports(string adminCall);

    /// <summary>ListOffsets, which is an extension method that casts to the client's own class.</summary>
    IReadOnlyList<ListOffsetsResultInfo> ListOffsets(IReadOnlyList<TopicPartitionOffsetSpec> of);

    ConsumerBuilder<byte[], byte[]> ConsumerBuilder(IReadOnlyDictionary<string, string> config);

    ProducerBuilder<byte[], byte[]> ProducerBuilder(IReadOnlyDictionary<string, string> config);

    /// <summary>Time since the session began: virtual on the fake, real elsewhere.</summary>
    TimeSpan Elapsed { get; }

    void Wait(TimeSpan time);

    /// <summary>Whether a subscribed consumer is still on its way into its group.</summary>
    bool IsJoining(IConsumer<byte[], byte[]> consumer);

    /// <summary>Whether only an abort helps the transaction; BeginTransaction does not say so by the type of its exception.</summary>
    bool RequiresAbort(IProducer<byte[], byte[]> producer);

    /// <summary>The client is gone without a word.</summary>
    void Kill(IClient client);

    /// <summary>The stored offset, which only the fake can show; null elsewhere.</summary>
    Offset? Stored(IConsumer<byte[], byte[]> consumer, TopicPartition partition);
}
