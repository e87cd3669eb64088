using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Time;

namespace OffsetGuard.Broker.Tests.Time;

public sealed class DeadlineTableTests
{
    private readonly DeadlineTable<string> _table = new();

    [Fact]
    public void The_earliest_deadline_is_next()
    {
        _table.Set("late", At(2));
        _table.Set("early", At(1));

        Assert.Equal(At(1), _table.Next);
        Assert.Equal(["early", "late"], TakeDue(At(2)));
    }

    [Fact]
    public void Deadlines_of_one_instant_fall_due_in_the_order_in_which_they_were_set()
    {
        string[] keys = ["c", "a", "d", "b", "e"];
        foreach (var key in keys)
            _table.Set(key, At(1));

        Assert.Equal(keys, TakeDue(At(1)));
    }

    [Fact]
    public void A_deadline_that_is_set_again_is_replaced()
    {
        _table.Set("session", At(1));
        _table.Set("session", At(3));

        Assert.Equal(At(3), _table.Next);
        Assert.Empty(TakeDue(At(2)));
        Assert.Equal(["session"], TakeDue(At(3)));
    }

    [Fact]
    public void A_deadline_can_move_forward_too()
    {
        _table.Set("session", At(3));
        _table.Set("session", At(1));

        Assert.Equal(["session"], TakeDue(At(9)));
    }

    [Fact]
    public void A_deadline_that_is_set_again_for_the_same_instant_keeps_its_turn()
    {
        _table.Set("first", At(1));
        _table.Set("second", At(1));
        _table.Set("first", At(1));

        Assert.Equal(["first", "second"], TakeDue(At(1)));
    }

    [Fact]
    public void A_cancelled_deadline_never_falls_due()
    {
        _table.Set("join", At(1));
        _table.Cancel("join");

        Assert.Null(_table.Next);
        Assert.Empty(TakeDue(At(9)));
    }

    [Fact]
    public void Nothing_falls_due_before_its_time()
    {
        _table.Set("join", At(1));

        Assert.Empty(TakeDue(At(1) - TimeSpan.FromTicks(1)));
    }

    private static DateTimeOffset At(int seconds) => SimulatedCluster.Epoch + TimeSpan.FromSeconds(seconds);

    private List<string> TakeDue(DateTimeOffset now)
    {
        var due = new List<string>();
        while (_table.TryTakeDue(now, out var key))
            due.Add(key);
        return due;
    }
}
