using OffsetGuard.Chaos;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>The variable belongs to the whole process, so nothing may run beside these tests.</summary>
[CollectionDefinition(nameof(ReplayVariableTests), DisableParallelization = true)]
[Collection(nameof(ReplayVariableTests))]
public sealed class ReplayVariableTests : IDisposable
{
    public void Dispose() => Environment.SetEnvironmentVariable(Chaos.ReplayVariable, null);

    [Fact]
    public void The_variable_makes_a_test_run_that_schedule_only()
    {
        Environment.SetEnvironmentVariable(Chaos.ReplayVariable, "kill worker before Processed(orders[0]@1)");

        var report = Chaos.Test(With(Loop(ProcessThenCommit)));

        Assert.Equal(1, report.ScheduleCount);
    }

    [Fact]
    public void An_empty_variable_is_no_replay()
    {
        Environment.SetEnvironmentVariable(Chaos.ReplayVariable, "");

        var report = Chaos.Test(With(Loop(ProcessThenCommit)));

        Assert.True(report.ScheduleCount > 1);
    }
}
