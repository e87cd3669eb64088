using System.Runtime.CompilerServices;

namespace OffsetGuard.Testing.Clients;

/// <summary>Everything the fake refuses: with the type and code of the real client, and a text that ends in the next step.</summary>
internal static class Refusals
{
    public static ObjectDisposedException Disposed() =>
        new("handle is destroyed", "The client was closed or disposed before this call. Build a new one.");

    public static NotSupportedException NotSupportedYet([CallerMemberName] string member = "") =>
        new($"{member} is not supported by OffsetGuard's fake yet. Nothing was done; see docs/fidelity.md for what is.");

    public static NotSupportedException NoSecurity([CallerMemberName] string member = "") =>
        new($"{member} is not supported by OffsetGuard's fake: it has no users and permissions. Nothing was done; test it against a real broker.");

    public static KafkaException HalfClosed() => new(new Error(
        ErrorCode.Local_Destroy, "Local: Broker handle destroyed: a handler threw inside Close, so the consumer is half closed. Dispose it."));

    public static KafkaException Fatal(BrokerError code) => new(code.ToFatal());

    public static TopicPartitionException SomePartitions(List<TopicPartitionError> results) => new(results);

    public static InvalidOperationException CooperativeHandlerIsFunc() => new(
        "The revoked or lost handler returns partitions, which the cooperative protocol does not allow. "
        + "Use the overload that takes an Action; a lambda that only throws binds to the other one.");

    public static InvalidOperationException OtherPartitionsReturned() =>
        new("The assigned handler returned other partitions than it was given, which the cooperative protocol does not allow. Change only their offsets.");

    public static InvalidOperationException OffsetOfNothing() =>
        new("This ConsumeResult has no message: it reports the end of a partition. Check IsPartitionEOF before committing or storing it.");

    public static KafkaException StoreWithAutoStoreOn() => new(new Error(
        ErrorCode.Local_InvalidArg,
        "Local: Invalid argument or configuration: StoreOffset needs enable.auto.offset.store=false (the default is true). "
        + "Set ConsumerConfig.EnableAutoOffsetStore = false."));

    public static Error TopicIsNull() =>
        new(ErrorCode.Local_InvalidArg, "Local: Invalid argument or configuration: the topic is null. Name the topic to produce to.");

    public static Error Serialization(MessageComponentType component) => component == MessageComponentType.Key
        ? new Error(ErrorCode.Local_KeySerialization, "Local: Key serialization error")
        : new Error(ErrorCode.Local_ValueSerialization, "Local: Value serialization error");

    public static InvalidOperationException HandlerWithoutReports() => new(
        "A delivery handler was specified, but delivery reports are disabled. Set ProducerConfig.EnableDeliveryReports = true.");

    public static InvalidOperationException LiveTime() => new(
        "AdvanceTime moves virtual time, and this FakeKafka has a live clock: its time moves by itself. "
        + "Move the TimeProvider that was given to FakeClock.Live, or use FakeClock.Stepped.");

    public static InvalidOperationException LiveIdle() => new(
        "RunUntilIdle moves virtual time, and this FakeKafka has a live clock: its time moves by itself, and other threads may call at any "
        + "moment. Say what you wait for with RunUntil, or use FakeClock.Stepped.");

    public static ArgumentException ForeignGroupMetadata() => new(
        "The group metadata does not come from a consumer of this fake. Pass the ConsumerGroupMetadata of the consumer that read the records.");

    public static InvalidOperationException AssignInsideHandler() =>
        new("Assign/Unassign must not be called in the partitions revoked, lost or assigned handler. Return the offsets instead.");
}
