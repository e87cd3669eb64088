using OffsetGuard.Approval;
using OffsetGuard.Chaos;
using static ChaosTests.Orders;

namespace ChaosTests;

public sealed class ReportTests
{
    [Fact]
    public void The_report_says_what_was_explored() => Approve.Text(Chaos.Test(With(Loop(ProcessThenCommit))).ToString());

    [Fact]
    public void A_failure_prints_options_that_are_not_the_defaults()
    {
        var text = Fails(With(Loop(CommitThenProcess)), new ChaosOptions { RestartDelay = TimeSpan.FromSeconds(9) }).Message;

        Assert.Contains("RestartDelay = 00:00:09", text, StringComparison.Ordinal);
        Assert.DoesNotContain("options:", Fails(With(Loop(CommitThenProcess))).Message, StringComparison.Ordinal);
    }
}
