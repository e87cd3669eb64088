using OffsetGuard.Broker;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing.Clients;

/// <summary>
/// What a producer has to tell, in its order. Where the host has threads to spare, one of them tells it, as the real client's poll thread
/// does; otherwise the producer's own calls do.
/// </summary>
/// <param name="host">Where the producer lives.</param>
/// <param name="threadName">Null when the application polls by itself.</param>
/// <remarks>Confluent.Kafka: Producer.cs (StartPollTask, Poll).</remarks>
internal sealed class DeliveryReports(IClientHost host, string? threadName)
{
    private readonly string? _threadName = host.IsLive ? threadName : null;
    private readonly Queue<Action> _waiting = new();
    private bool _isStarted;
    private bool _isTelling;
    private bool _isClosed;
    private int _threadId;
    private int _toldCount;

    /// <summary>Whether a thread of its own does the telling.</summary>
    public bool HasThread => _threadName is not null;

    public bool HasAny => _waiting.Count > 0;

    /// <summary>Whether its thread has told everything; what calls from that very thread is still being told, and not counted.</summary>
    public bool IsDone => _waiting.Count == 0 && (!_isTelling || Environment.CurrentManagedThreadId == _threadId);

    /// <summary>How much its thread has told since somebody took the count.</summary>
    public int ToldCount => _toldCount;

    public void Add(Action report)
    {
        _waiting.Enqueue(report);
        if (_threadName is null || _isStarted)
            return;
        _isStarted = true;
        host.StartThread(_threadName, TellForEver);
    }

    /// <summary>What waits is never told.</summary>
    public void Close()
    {
        _isClosed = true;
        _waiting.Clear();
    }

    public int TakeToldCount()
    {
        var count = _toldCount;
        _toldCount = 0;
        return count;
    }

    /// <summary>Tells what waits, outside of any call.</summary>
    /// <returns>How much.</returns>
    public int Tell()
    {
        var count = 0;
        for (; HasAny && TryTake(out var report); count++)
            report!();
        return count;
    }

    private bool TryTake(out Action? report)
    {
        host.Enter();
        try
        {
            return _waiting.TryDequeue(out report);
        }
        finally
        {
            host.Exit();
        }
    }

    private void TellForEver()
    {
        _threadId = Environment.CurrentManagedThreadId;
        try
        {
            for (var count = 0; WaitForMore(count);)
                count = Tell();
        }
        catch (InvariantException)
        {
            // The cluster is broken, and the next call of the application says so.
        }
    }

    private bool WaitForMore(int toldCount)
    {
        host.Enter();
        try
        {
            _toldCount += toldCount;
            _isTelling = false;
            host.Wait(() => _isClosed || HasAny, DateTimeOffset.MaxValue, CancellationToken.None);
            _isTelling = !_isClosed;
            return _isTelling;
        }
        finally
        {
            host.Exit();
        }
    }
}
