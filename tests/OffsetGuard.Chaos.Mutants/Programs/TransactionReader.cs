namespace ChaosMutants.Programs;

/// <summary>Reads what a shop writes in transactions, some of which it gives up.</summary>
[Program("reader of transactions", Records = 1, Holds = Holds.ExactlyOnceButRepeating)]
internal class TransactionReader(ProcessContext context) : SyncLoop(context)
{
    protected override ConsumerConfig Config => new(base.Config) { IsolationLevel = IsolationLevel.ReadCommitted };

    protected override void Run()
    {
        if (Context.IncarnationNumber == 1)
            Sell();
        base.Run();
    }

    private void Sell()
    {
        using var producer = Context.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = "shop" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        producer.Produce("orders", new Message<string, string> { Key = "D", Value = "given up" });
        producer.Flush(TimeSpan.FromSeconds(30));
        producer.AbortTransaction();
        producer.BeginTransaction();
        producer.Produce("orders", new Message<string, string> { Key = "B", Value = "30" });
        producer.CommitTransaction();
    }
}
