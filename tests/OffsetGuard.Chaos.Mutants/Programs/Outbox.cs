using OffsetGuard.Chaos.Durability;

namespace ChaosMutants.Programs;

/// <summary>Writes a bill and, in the same transaction, the message about it; a relay publishes what is in the outbox.</summary>
[Program("outbox", Topics = ["bills"])]
internal class Outbox(ProcessContext context) : SyncLoop(context)
{
    private IProducer<string, string> _producer = null!;

    protected DurableTable<string, string> Bills => Stores.Table<string, string>("bills");

    protected DurableTable<string, Letter> Letters => Stores.Table<string, Letter>("outbox");

    /// <summary>A message that is to be published, and the order that it is about.</summary>
    protected sealed record Letter(TopicPartitionOffset Source, string Text);

    protected virtual ProducerConfig ProducerConfig => new() { BootstrapServers = "localhost:9092", Acks = Acks.All };

    protected override void Run()
    {
        using var producer = _producer = Context.ProducerBuilder<string, string>(ProducerConfig).Build();
        Relay();
        base.Run();
    }

    protected override void Handle(Order order)
    {
        using (var transaction = Stores.Begin())
        {
            if (Bills.In(transaction).TryInsert(IdOf(order), order.Message.Value))
                Letters.In(transaction).Upsert(IdOf(order), LetterOf(order));
            transaction.Commit();
        }

        Relay();
    }

    protected static string IdOf(Order order) => order.Offset.Value.ToString();

    protected static Letter LetterOf(Order order) => new(order.TopicPartitionOffset, $"{order.Message.Key} owes {order.Message.Value}");

    protected virtual void Relay()
    {
        foreach (var (id, letter) in Letters.Rows)
        {
            Publish(letter);
            Letters.Delete(id);
        }
    }

    protected virtual void Publish(Letter letter)
    {
        _producer.ProduceAsync("bills", new Message<string, string> { Value = letter.Text }).GetAwaiter().GetResult();
        Context.Processed(letter.Source);
    }

    /// <summary>Returns at once; what comes of it is told later.</summary>
    protected void Send(Letter letter) => _producer.Produce("bills", new Message<string, string> { Value = letter.Text }, report =>
    {
        if (!report.Error.IsError)
            Context.Processed(letter.Source);
    });
}
