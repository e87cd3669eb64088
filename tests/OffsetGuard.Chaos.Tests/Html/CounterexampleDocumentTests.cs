using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Reporting.Html;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Html;

/// <summary>The data of the page: the words of the text, the whole history, and the offsets each step moved.</summary>
public sealed class CounterexampleDocumentTests
{
    [Fact]
    public void A_lost_record_is_told_with_every_offset_that_moved() => Approve.Text(Stable(LinesOf(DocumentOf(Pages.Loss, Pages.KillInBetween))));

    [Fact]
    public void A_doubled_record_is_told_with_every_offset_that_moved() => Approve.Text(Stable(LinesOf(DocumentOf(Pages.Duplicate))));

    [Fact]
    public void Position_and_stored_offset_are_told_apart()
    {
        var document = DocumentOf(With(Loop((consumer, order, context) =>
        {
            consumer.StoreOffset(order);
            context.Processed(order);
        }, AutoCommit)));

        Assert.Equal([(null, null), (1, null), (1, 1)], ReadersIn(document).Take(3));
    }

    [Fact]
    public void A_consumer_is_shown_as_long_as_its_process_lives()
    {
        var document = DocumentOf(Pages.Loss);

        var steps = document.GetProperty("steps").EnumerateArray().ToList();
        var kill = steps.Single(s => s.GetProperty("act").GetString() == "Kill");
        Assert.Equal(0, kill.GetProperty("changes")[0].GetProperty("readers").GetArrayLength());
    }

    [Fact]
    public void The_records_of_a_transaction_change_when_it_ends()
    {
        var document = DocumentOf(world =>
        {
            Fill(world);
            world.Process("worker", Loop(CommitThenProcess));
            world.Process("writer", AbortOneTransaction);
        }, Pages.KillInBetween);

        var kinds = document.GetProperty("partitions")[0].GetProperty("records").EnumerateArray()
            .Where(r => r.GetProperty("offset").GetInt64() >= 3 && r.TryGetProperty("kind", out _)).Select(r => r.GetProperty("kind").GetString());
        Assert.Equal(["open transaction", "aborted", "abort marker"], kinds.Distinct());
    }

    [Fact]
    public void An_event_that_the_page_does_not_know_is_shown_by_its_name_and_its_fields()
    {
        var happened = new LeaderElected(TimeSpan.FromSeconds(3), new IncarnationName("worker", 2), BrokerId: 2, LeaderEpoch: 7);

        Assert.Equal("leader elected: BrokerId = 2, LeaderEpoch = 7", EventFacts.TextOf(happened));
        Assert.Equal("clock jumped", EventFacts.TextOf(new ClockJumped(TimeSpan.Zero, null)));
    }

    private sealed record LeaderElected(TimeSpan At, IncarnationName? Who, int BrokerId, int LeaderEpoch) : WorldEvent(At, Who);

    private sealed record ClockJumped(TimeSpan At, IncarnationName? Who) : WorldEvent(At, Who);

    private static void AbortOneTransaction(ProcessContext context)
    {
        using var producer = context.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = "writer" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(10));
        producer.BeginTransaction();
        producer.Produce("orders", new Message<string, string> { Key = "D", Value = "4" });
        producer.Flush(TimeSpan.FromSeconds(10));
        producer.AbortTransaction();
    }

    private static JsonElement DocumentOf(Action<World> describe, string? schedule = null)
    {
        using var pages = new Pages();
        return Pages.DocumentIn(File.ReadAllText(schedule is null ? pages.Write(describe) : pages.Replay(schedule, describe)));
    }

    private static IEnumerable<(long? Position, long? Stored)> ReadersIn(JsonElement document) =>
        from step in document.GetProperty("steps").EnumerateArray()
        where step.TryGetProperty("changes", out _)
        from change in step.GetProperty("changes").EnumerateArray()
        where change.TryGetProperty("readers", out _)
        from reader in change.GetProperty("readers").EnumerateArray()
        select (OffsetIn(reader, "position"), OffsetIn(reader, "stored"));

    private static long? OffsetIn(JsonElement reader, string name) => reader.TryGetProperty(name, out var offset) ? offset.GetInt64() : null;

    /// <summary>One line per member, and one per element of a list: a diff shows what has changed. How much was explored is told elsewhere.</summary>
    private static string LinesOf(JsonElement document)
    {
        var lines = new StringBuilder();
        foreach (var member in document.EnumerateObject().Where(m => m.Name != "explored"))
        {
            if (member.Value.ValueKind != JsonValueKind.Array)
            {
                lines.Append(member.Name).Append(": ").Append(member.Value.GetRawText()).Append('\n');
                continue;
            }

            lines.Append(member.Name).Append(":\n");
            foreach (var element in member.Value.EnumerateArray())
                lines.Append("  ").Append(element.GetRawText()).Append('\n');
        }

        return lines.ToString();
    }
}
