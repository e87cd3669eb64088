using Confluent.Kafka;
using OffsetGuard.Testing;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>What one incarnation of a process is given: clients that die with it, and the place to report what it has processed.</summary>
public sealed class ProcessContext
{
    private readonly Incarnation _incarnation;

    internal ProcessContext(Incarnation incarnation)
    {
        _incarnation = incarnation;
        Kafka = new FakeKafka(incarnation);
    }

    /// <summary>The name of the process.</summary>
    public string Name => _incarnation.Name.Process;

    /// <summary>Which life this is, from 1.</summary>
    public int IncarnationNumber => _incarnation.Name.Number;

    /// <summary>Cancelled when the process is asked to stop in an orderly way; a kill cancels nothing.</summary>
    public CancellationToken Stopping => _incarnation.Stopping;

    /// <summary>
    /// The time of the world: hand it to everything that waits. <c>Task.Delay(.., TimeProvider)</c>, timers and time-outs by it cost no real
    /// time and go off at the same instant in every run.
    /// </summary>
    public TimeProvider TimeProvider => _incarnation.Time;

    /// <summary>The cluster as this incarnation reaches it: its clients die with it.</summary>
    internal FakeKafka Kafka { get; }

    /// <summary>A builder whose consumers talk to the world's cluster and die with this incarnation.</summary>
    /// <param name="config">The configuration that the application uses.</param>
    /// <typeparam name="TKey">The key type.</typeparam>
    /// <typeparam name="TValue">The value type.</typeparam>
    public ConsumerBuilder<TKey, TValue> ConsumerBuilder<TKey, TValue>(IEnumerable<KeyValuePair<string, string>> config) =>
        Kafka.ConsumerBuilder<TKey, TValue>(config);

    /// <summary>A builder whose producers talk to the world's cluster and die with this incarnation.</summary>
    /// <param name="config">The configuration that the application uses.</param>
    /// <typeparam name="TKey">The key type.</typeparam>
    /// <typeparam name="TValue">The value type.</typeparam>
    public ProducerBuilder<TKey, TValue> ProducerBuilder<TKey, TValue>(IEnumerable<KeyValuePair<string, string>> config) =>
        Kafka.ProducerBuilder<TKey, TValue>(config);

    /// <summary>A builder whose admin clients talk to the world's cluster.</summary>
    /// <param name="config">The configuration that the application uses.</param>
    public AdminClientBuilder AdminClientBuilder(IEnumerable<KeyValuePair<string, string>> config) => Kafka.AdminClientBuilder(config);

    /// <summary>Names a place in the program, where the handler may be made to fail, to be slow or to be killed.</summary>
    /// <param name="label">The name in schedules and counterexamples, for example "mail sent".</param>
    public void Mark(string label)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        _incarnation.Mark(label);
    }

    /// <summary>Says that something has happened that <see cref="World.Sometimes"/> asks for, when the condition holds.</summary>
    /// <param name="name">The name that the test has declared.</param>
    /// <param name="condition">Whether it has happened.</param>
    public void Sometimes(string name, bool condition)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (condition)
            _incarnation.Reach(name);
    }

    /// <summary>
    /// Call it where the effect of a record becomes durable: the row is written, the mail is sent. A kill after it does not undo the
    /// effect; a kill before it means that the effect never was. Both are tried.
    /// </summary>
    /// <remarks>
    /// While a producer of the process has a transaction open, the effect is part of it: it counts when the transaction is committed, and never was
    /// when it is aborted. Of several, the one that sends the offset of the record decides.
    /// </remarks>
    /// <param name="result">The record, as Consume returned it.</param>
    /// <typeparam name="TKey">The key type.</typeparam>
    /// <typeparam name="TValue">The value type.</typeparam>
    /// <exception cref="InvalidOperationException">No consumer of this process was given a record of that partition.</exception>
    public void Processed<TKey, TValue>(ConsumeResult<TKey, TValue> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Processed(result.TopicPartitionOffset);
    }

    /// <inheritdoc cref="Processed{TKey, TValue}(ConsumeResult{TKey, TValue})"/>
    /// <param name="record">Topic, partition and offset of the record.</param>
    public void Processed(TopicPartitionOffset record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _incarnation.Process(new Broker.Protocol.TopicPartition(record.Topic, record.Partition.Value), record.Offset.Value);
    }
}
