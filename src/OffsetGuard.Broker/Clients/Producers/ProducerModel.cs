using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>A producer with librdkafka's rules, as a pure state machine: records come in, delivery reports come out.</summary>
/// <remarks>librdkafka: rdkafka_msg.c, rdkafka_broker.c (rd_kafka_producer_serve), rdkafka_request.c (rd_kafka_handle_Produce).</remarks>
internal sealed class ProducerModel : IClientModel
{
    /// <summary>The partitioner chooses.</summary>
    private const int AnyPartition = -1;

    private readonly SortedDictionary<string, int> _partitionCounts = new(StringComparer.Ordinal);
    private readonly List<OutgoingRecord> _unplaced = [];
    private readonly ProducerSettings _settings;
    private readonly ClientTimers _timers = new();
    private readonly RetryingChannel _requests;
    private readonly PartitionChooser _chooser;
    private readonly BatchSender _sender;
    private readonly Action<OutgoingRecord> _onReport;
    private long _outstandingBytes;
    private bool _isLearning;

    /// <param name="clientId">The number of the client.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="choice">Places records that may go anywhere.</param>
    /// <param name="onReport">Called once for every record that was taken.</param>
    public ProducerModel(int clientId, ProducerSettings settings, IChoice choice, Action<OutgoingRecord> onReport)
    {
        Channel = new ClientChannel(clientId, $"{settings.ClientName}#producer-{clientId}") { RequestTimeout = settings.RequestTimeout };
        _settings = settings;
        _onReport = onReport;
        _requests = new RetryingChannel(Channel, _timers, settings.Backoff);
        _chooser = new PartitionChooser(settings, choice);
        var session = new ProducerSession(_requests, settings);
        Transaction = new TransactionSession(_requests, settings, session, this);
        _sender = new BatchSender(Channel, _requests, settings, session, this);
    }

    public ClientChannel Channel { get; }

    public TransactionSession Transaction { get; }

    /// <summary>transactional.id, or null.</summary>
    public string? TransactionalId => _settings.TransactionalId;

    /// <summary>transaction.timeout.ms.</summary>
    public TimeSpan TransactionTimeout => _settings.TransactionTimeout;

    /// <summary>Records that were taken and have no report yet.</summary>
    public int OutstandingCount { get; private set; }

    /// <summary>The error that has finished this producer, or <see cref="ErrorCode.None"/>.</summary>
    public ErrorCode FatalError { get; private set; }

    public bool IsBusy => OutstandingCount > 0 || _timers.Next is not null;

    public DateTimeOffset? NextDeadline
    {
        get
        {
            var next = Earliest.Of(_timers.Next, _sender.NextDeadline);
            return _unplaced.Count > 0 ? Earliest.Of(next, ExpiryOf(_unplaced[0])) : next;
        }
    }

    public void Tick(DateTimeOffset now)
    {
        _timers.Tick(now);
        ExpireUnplaced(now);
        _sender.Expire(now);
        _sender.Serve(now);
    }

    /// <summary>Takes one record; its report comes later.</summary>
    /// <returns>Why it was not taken, or <see cref="ErrorCode.None"/>.</returns>
    public ErrorCode Produce(TopicPartition to, in NewRecord record, DateTimeOffset now, object? context)
    {
        var outgoing = new OutgoingRecord(record, now, context) { Partition = to };
        if (Refusal(outgoing) is var error and not ErrorCode.None)
            return error;
        if (to.Partition < AnyPartition)
            return ErrorCode.LocalUnknownPartition;
        var partitionCount = _partitionCounts.GetValueOrDefault(to.Topic);
        if (partitionCount > 0 && !TryChoose(outgoing, partitionCount))
            return ErrorCode.LocalUnknownPartition;

        OutstandingCount++;
        _outstandingBytes += outgoing.SizeBytes;
        if (partitionCount > 0 && outgoing.Partition.Partition >= 0)
            _sender.Enqueue(outgoing, now);
        else
            Hold(outgoing);
        return ErrorCode.None;
    }

    /// <summary>What is queued goes now, whatever linger.ms says.</summary>
    public void SendNow(DateTimeOffset now)
    {
        _sender.StopLingering();
        _sender.Serve(now);
    }

    /// <summary>Batches that have become possible are sent.</summary>
    public void Serve(DateTimeOffset now) => _sender.Serve(now);

    /// <summary>Asks which topics exist; records that waited for the answer go on.</summary>
    /// <param name="toCreate">A topic that a broker with auto.create.topics.enable makes.</param>
    public void LearnTopics(string? toCreate = null)
    {
        if (_isLearning)
            return;
        _isLearning = true;
        var metadata = new MetadataRequest { ToCreate = _settings.IsAutoCreatingTopics ? toCreate : null };
        _requests.Send<MetadataReply>(metadata, static (reply, _) => reply.Error != ErrorCode.None, (reply, at) =>
        {
            _isLearning = false;
            foreach (var (name, count) in reply.Topics)
                _partitionCounts[name] = count;
            PlaceHeld(at);
        });
    }

    /// <summary>Everything that is not on its way is reported as purged.</summary>
    public void Purge()
    {
        foreach (var record in _unplaced)
            Fail(record, ErrorCode.LocalPurgeQueue, Persistence.NotPersisted);
        _unplaced.Clear();
        _sender.Purge();
    }

    /// <summary>Nothing can be produced any more.</summary>
    public void Die(ErrorCode error)
    {
        FatalError = error;
        Purge();
    }

    public void Fail(OutgoingRecord record, ErrorCode error, Persistence persistence)
    {
        record.Fail(error, persistence);
        Report(record);
    }

    public void Succeed(OutgoingRecord record, ProduceReply reply, int index)
    {
        record.Succeed(reply, index);
        Report(record);
    }

    public void SucceedUnacknowledged(OutgoingRecord record)
    {
        record.SucceedUnacknowledged();
        Report(record);
    }

    private ErrorCode Refusal(OutgoingRecord record)
    {
        if (FatalError != ErrorCode.None)
            return FatalError;
        if (!Transaction.IsOpenOrUnused)
            return ErrorCode.LocalState;
        if (record.SizeBytes > _settings.MessageBytesMax)
            return ErrorCode.MessageSizeTooLarge;
        var isFull = (_settings.QueueRecordsMax > 0 && OutstandingCount >= _settings.QueueRecordsMax)
            || _outstandingBytes + record.SizeBytes > _settings.QueueBytesMax;
        return isFull ? ErrorCode.LocalQueueFull : ErrorCode.None;
    }

    private bool TryChoose(OutgoingRecord record, int partitionCount)
    {
        if (record.Partition.Partition < 0)
            record.Partition = record.Partition with { Partition = _chooser.Choose(record, partitionCount) };
        return record.Partition.Partition < partitionCount;
    }

    /// <summary>Its topic is not known yet, or the application's partitioner names no partition.</summary>
    private void Hold(OutgoingRecord record)
    {
        _unplaced.Add(record);
        if (!_partitionCounts.ContainsKey(record.Partition.Topic))
            LearnTopics(record.Partition.Topic);
    }

    private void PlaceHeld(DateTimeOffset now)
    {
        var held = _unplaced.ToArray();
        _unplaced.Clear();
        foreach (var record in held)
        {
            if (!_partitionCounts.TryGetValue(record.Partition.Topic, out var partitionCount))
                Fail(record, ErrorCode.LocalUnknownTopic, Persistence.NotPersisted);
            else if (!TryChoose(record, partitionCount))
                Fail(record, ErrorCode.LocalUnknownPartition, Persistence.NotPersisted);
            else if (record.Partition.Partition < 0)
                _unplaced.Add(record);
            else
                _sender.Enqueue(record, now);
        }
    }

    private void ExpireUnplaced(DateTimeOffset now)
    {
        while (_unplaced.Count > 0 && ExpiryOf(_unplaced[0]) <= now)
        {
            var expired = _unplaced[0];
            _unplaced.RemoveAt(0);
            Fail(expired, ErrorCode.LocalMessageTimedOut, Persistence.NotPersisted);
        }
    }

    private DateTimeOffset? ExpiryOf(OutgoingRecord record) =>
        _settings.MessageTimeout > TimeSpan.Zero ? record.ProducedAt + _settings.MessageTimeout : null;

    private void Report(OutgoingRecord record)
    {
        OutstandingCount--;
        _outstandingBytes -= record.SizeBytes;
        _onReport(record);
    }
}
