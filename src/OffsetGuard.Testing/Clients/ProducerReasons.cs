namespace OffsetGuard.Testing.Clients;

/// <summary>The texts of errors that only a producer meets.</summary>
/// <remarks>librdkafka: rdkafka.c, rd_kafka_err_descs.</remarks>
internal static class ProducerReasons
{
    public static string Of(BrokerError code) => code switch
    {
        BrokerError.LocalFatal => "Local: Fatal error",
        BrokerError.LocalFenced => "Local: This instance has been fenced by a newer instance",
        BrokerError.LocalMessageTimedOut => "Local: Message timed out",
        BrokerError.LocalNotConfigured => "Local: Functionality not configured",
        BrokerError.LocalPurgeInFlight => "Local: Purged in flight",
        BrokerError.LocalPurgeQueue => "Local: Purged in queue",
        BrokerError.LocalQueueFull => "Local: Queue full",
        BrokerError.MessageSizeTooLarge => "Broker: Message size too large",
        BrokerError.InvalidTimestamp => "Broker: Invalid timestamp",
        BrokerError.OutOfOrderSequenceNumber => "Broker: Broker received an out of order sequence number",
        BrokerError.DuplicateSequenceNumber => "Broker: Broker received a duplicate sequence number",
        BrokerError.InvalidProducerEpoch => "Broker: Producer attempted an operation with an old epoch",
        BrokerError.InvalidTransactionState => "Broker: Producer attempted a transactional operation in an invalid state",
        BrokerError.InvalidProducerIdMapping => "Broker: Producer attempted to use a producer id which is not currently assigned to its transactional id",
        BrokerError.InvalidTransactionTimeout => "Broker: Transaction timeout is larger than the maximum value allowed by the broker's max.transaction.timeout.ms",
        BrokerError.ConcurrentTransactions => "Broker: Producer attempted to update a transaction while another concurrent operation on the same transaction was ongoing",
        BrokerError.ProducerFenced => "Broker: There is a newer producer with the same transactionalId which fences the current one",
        _ => $"Error {code}",
    };
}
