namespace ChaosMutants.Programs;

/// <summary>Reads an order, writes an invoice, and moves the offset in the same transaction.</summary>
[Program("read-process-write", Topics = ["invoices"], Holds = Holds.ExactlyOnce)]
internal class ReadProcessWrite(ProcessContext context) : ConsumerProgram(context)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override ConsumerConfig Config => new(base.Config) { IsolationLevel = IsolationLevel.ReadCommitted };

    protected virtual ProducerConfig ProducerConfig =>
        new() { BootstrapServers = "localhost:9092", TransactionalId = $"billing-{Context.Name}" };

    protected IProducer<string, string> Producer { get; private set; } = null!;

    protected override void Run()
    {
        using var producer = Producer = Context.ProducerBuilder<string, string>(ProducerConfig).Build();
        producer.InitTransactions(Patience);
        using var consumer = NewConsumer().Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
                Turn(consumer, consumer.Consume(Stopping));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        consumer.Close();
    }

    protected virtual void Turn(Consumer consumer, Order order)
    {
        Producer.BeginTransaction();
        try
        {
            Write(order);
            SendOffsets(consumer, order);
            Producer.CommitTransaction(Patience);
        }
        catch (KafkaTxnRequiresAbortException)
        {
            Producer.AbortTransaction(Patience);
            Rewind(consumer, order);
        }
    }

    protected virtual void Write(Order order)
    {
        Producer.Produce("invoices", new Message<string, string> { Key = order.Message.Key, Value = $"{order.Message.Value} EUR" });
        Handle(order);
    }

    protected virtual void SendOffsets(Consumer consumer, Order order) =>
        Producer.SendOffsetsToTransaction([After(order)], consumer.ConsumerGroupMetadata, Patience);

    protected virtual void Rewind(Consumer consumer, Order order) => consumer.Seek(order.TopicPartitionOffset);
}
