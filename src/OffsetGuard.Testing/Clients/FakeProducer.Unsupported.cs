namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeProducer<TKey, TValue>
{
    public int AddBrokers(string brokers)
    {
        ArgumentNullException.ThrowIfNull(brokers);
        return 0;   // there is no network to extend
    }

    public void SetSaslCredentials(string username, string password)
    {
        // There is no connection to authenticate.
    }

    public void InitTransactions(TimeSpan timeout) => throw Refusals.NotSupportedYet();

    public void BeginTransaction() => throw Refusals.NotSupportedYet();

    public void CommitTransaction(TimeSpan timeout) => throw Refusals.NotSupportedYet();

    public void CommitTransaction() => throw Refusals.NotSupportedYet();

    public void AbortTransaction(TimeSpan timeout) => throw Refusals.NotSupportedYet();

    public void AbortTransaction() => throw Refusals.NotSupportedYet();

    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout) =>
        throw Refusals.NotSupportedYet();
}
