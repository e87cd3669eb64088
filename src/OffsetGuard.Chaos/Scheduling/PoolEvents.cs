using System.Diagnostics.Tracing;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>What the runtime tells about its thread pool: an event on the thread that queues work, and one on the thread that takes it.</summary>
/// <remarks>
/// FrameworkEventSource, keyword ThreadPool (2), events 30 and 31: a detail of the runtime, and therefore tried out before it is relied on.
/// </remarks>
internal sealed class PoolEvents : EventListener
{
    private const string SourceName = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const EventKeywords ThreadPoolKeyword = (EventKeywords)2;
    private const int EnqueueId = 30;
    private const int DequeueId = 31;
    private const int TriesMax = 50;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);
    private volatile bool _isTried;
    private int _trialThreadId;
    private int _trialItem;
    private bool _sawTrialTaken;

    /// <summary>Begins to listen; null when this runtime does not tell.</summary>
    public static PoolEvents? Listen()
    {
        var listener = new PoolEvents();
        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            if (!listener.IsHeard())
                continue;
            listener._isTried = true;
            return listener;
        }

        listener.Dispose();
        return null;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == SourceName)
            EnableEvents(eventSource, EventLevel.Verbose, ThreadPoolKeyword);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId is not (EnqueueId or DequeueId) || eventData.Payload is not [long number, ..])
            return;
        var item = unchecked((int)number);
        if (!_isTried)
            OnTrial(eventData.EventId, item);
        else if (eventData.EventId == EnqueueId)
            ThreadPoolGate.OnEnqueued(item);
        else
            ThreadPoolGate.OnDequeued(item);
    }

    /// <summary>Queues one piece of work and looks whether both events come, with the same number.</summary>
    private bool IsHeard()
    {
        (_trialItem, _sawTrialTaken) = (0, false);
        using var done = new ManualResetEventSlim();
        _trialThreadId = Environment.CurrentManagedThreadId;
        ThreadPool.UnsafeQueueUserWorkItem(static done => done.Set(), done, preferLocal: false);
        _trialThreadId = 0;
        return done.Wait(s_patience) && _trialItem != 0 && Volatile.Read(ref _sawTrialTaken);
    }

    private void OnTrial(int eventId, int item)
    {
        if (eventId == EnqueueId && Environment.CurrentManagedThreadId == _trialThreadId)
            _trialItem = item;
        else if (eventId == DequeueId && item == _trialItem)
            Volatile.Write(ref _sawTrialTaken, true);
    }
}
