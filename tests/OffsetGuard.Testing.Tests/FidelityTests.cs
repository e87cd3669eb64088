using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Testing.Fidelity;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests;

/// <summary>docs/fidelity.md says what the code says; and the differences that have no better place for their test.</summary>
public sealed class FidelityTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Approve.RepositoryRoot, "docs", "fidelity.md"));

    [Fact]
    public void The_page_lists_the_known_differences()
    {
        var rows = s_page.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("| FID-", StringComparison.Ordinal));

        Assert.Equal(FidelityNotes.All.Select(n => $"| {n.Id} | {n.Text} | `{n.Test}` |"), rows);
    }

    [Fact]
    public void Every_difference_names_a_test_that_exists()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Approve.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();

        Assert.All(FidelityNotes.All, n => Assert.Contains(tests, text =>
            text.Contains($"void {n.Test}(", StringComparison.Ordinal) || text.Contains($"Task {n.Test}(", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ids_are_counted_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, FidelityNotes.All.Count).Select(i => $"FID-{i:D3}"), FidelityNotes.All.Select(n => n.Id));

    [Fact]
    public void The_page_names_every_member_that_is_refused() =>
        Assert.All(ParityTests.RefusedMembers(), name => Assert.Contains($"`{name}`", s_page, StringComparison.Ordinal));

    [Fact]
    public void The_first_member_reads_without_an_initial_rebalance_delay()
    {
        using var consumer = WithOrders("a").Subscribed(Manual);

        Assert.Equal("a", consumer.Consume(0).Message.Value);
    }

    [Fact]
    public void Error_and_log_handlers_are_accepted_and_never_called()
    {
        using var consumer = WithOrders("a").Subscribed(
            Manual, b => b.SetErrorHandler((_, _) => Assert.Fail("error")).SetLogHandler((_, _) => Assert.Fail("log")));

        Assert.Equal(["a"], consumer.Drain());
    }

    [Fact]
    public void Partitions_are_read_one_batch_after_the_other()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        kafka.Produce("orders", (null, "a0"), (null, "a1"), (null, "b0"), (null, "b1"));   // in turn: partition 0, 1, 0, 1
        using var consumer = kafka.Subscribed(Manual);

        Assert.Equal(["a0", "b0", "a1", "b1"], consumer.Drain());
    }

    [Fact]
    public void Records_outlive_every_retention()
    {
        var kafka = WithOrders("a", "b");

        kafka.AdvanceTime(TimeSpan.FromDays(365));

        Assert.Equal(["a", "b"], kafka.Subscribed(Manual).Drain());
    }

    [Fact]
    public void A_property_that_the_fake_does_not_read_has_no_effect()
    {
        var config = Manual;
        config.Set("socket.send.buffer.bytes", "4096");

        Assert.Equal(["a"], WithOrders("a").Subscribed(config).Drain());
    }
}
