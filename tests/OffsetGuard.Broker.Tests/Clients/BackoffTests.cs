using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Tests.Clients;

public sealed class BackoffTests
{
    [Fact]
    public void The_wait_doubles_up_to_the_longest_one()
    {
        int[] attempts = [1, 2, 3, 4, 5, 6, 1000];

        var waits = attempts.Select(a => Backoff.Default.After(a).TotalMilliseconds);

        Assert.Equal([100, 200, 400, 800, 1000, 1000, 1000], waits);
    }

    [Fact]
    public void What_is_certainly_not_done_is_worth_another_try_like_what_may_be_done()
    {
        var errors = Enum.GetValues<ErrorCode>();

        Assert.All(errors.Where(TransientErrors.IsMoved), error => Assert.True(TransientErrors.Contains(error)));
        Assert.DoesNotContain(errors, error => TransientErrors.IsMoved(error) && error == ErrorCode.RequestTimedOut);
        Assert.False(TransientErrors.Contains(ErrorCode.None));
    }
}
