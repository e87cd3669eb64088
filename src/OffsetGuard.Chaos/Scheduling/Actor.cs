namespace OffsetGuard.Chaos.Scheduling;

/// <summary>Somebody who may hold the world's one token: an incarnation, or the driver of the run.</summary>
internal abstract class Actor
{
    private readonly SemaphoreSlim _turn = new(0);

    public void GiveTurn() => _turn.Release();

    public void AwaitTurn() => _turn.Wait();

    /// <summary>Waits in real time; false when nobody gave the turn back in time.</summary>
    public bool AwaitTurn(TimeSpan realTime) => _turn.Wait(realTime);
}

/// <summary>The test's own thread: it runs before the first and after the last step of a world.</summary>
internal sealed class Driver : Actor;
