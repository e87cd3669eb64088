using System.Runtime.CompilerServices;
using OffsetGuard.Testing.Clients;
using OffsetGuard.Testing.Inspection;

namespace OffsetGuard.Testing;

/// <content>Time: who moves it, and how far.</content>
public sealed partial class FakeKafka
{
    /// <summary>The time of the cluster and its clients.</summary>
    public DateTimeOffset Now => _host.Now;

    /// <summary>Moves virtual time; what falls due on the way happens: heartbeats, automatic commits, expired sessions.</summary>
    /// <param name="time">How far, not negative.</param>
    /// <exception cref="InvalidOperationException">The clock is live: time moves by itself.</exception>
    public void AdvanceTime(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (_host.IsLive)
            throw Refusals.LiveTime();
        Within(() =>
        {
            var until = Now + time;
            while (_host.Cluster.Step(until))
            {
            }
        });
    }

    /// <summary>
    /// Lets everything come to its end that needs no call of the application: records that linger are sent, requests are tried again, and
    /// groups rebalance as far as they can, which may take a member's session timeout. Time moves only as far as that needs; what comes
    /// round again and again (heartbeats, automatic commits, statistics, retention) happens on the way and is not waited for.
    /// </summary>
    /// <exception cref="InvalidOperationException">The clock is live, or it has not come to rest after <see cref="FakeKafkaOptions.WaitMax"/>.</exception>
    public void RunUntilIdle()
    {
        if (_host.IsLive)
            throw Refusals.LiveIdle();
        Within(() =>
        {
            while (_host.Cluster.Step(Now))
            {
            }

            _host.Wait(() => _host.Cluster.IsIdle, DateTimeOffset.MaxValue, CancellationToken.None);
        });
    }

    /// <summary>
    /// Waits until something is so: in virtual time under the stepped clock, where only the clients' own timers can make it so; really
    /// waiting under a live one, where other threads may. The condition is looked at whenever something has happened in the cluster; while
    /// it asks for a topic or a group that is not there yet, it is not so.
    /// </summary>
    /// <param name="condition">What to wait for; it may look at the cluster.</param>
    /// <param name="within">How long, in the time of the clock.</param>
    /// <param name="conditionText">Filled in by the compiler, for the message.</param>
    /// <exception cref="TimeoutException">It was not so in time; the message says how the cluster stands.</exception>
    public void RunUntil(
        Func<bool> condition, TimeSpan within, [CallerArgumentExpression(nameof(condition))] string conditionText = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        var until = Now + within;
        for (var isInTime = true; ; )
        {
            var seen = Look(_ => _host.Cluster.EventCount);
            if (IsSo(condition, out var missing))
                return;
            if (!isInTime)
                throw new TimeoutException($"Not within {within}: {conditionText}\n{missing}{Look(_ => ClusterSummary.Of(_host.Cluster))}");
            Within(() => isInTime = _host.Wait(() => _host.Cluster.EventCount != seen, until, CancellationToken.None));
        }
    }

    private static bool IsSo(Func<bool> condition, out string missing)
    {
        missing = "";
        try
        {
            return condition();
        }
        catch (ArgumentException lookUp) when (lookUp.GetType() == typeof(ArgumentException) && lookUp.Source == typeof(FakeKafka).Assembly.GetName().Name)
        {
            missing = lookUp.Message + "\n";
            return false;
        }
    }

    private void Within(Action action) => Look(_ =>
    {
        action();
        return true;
    });
}
