using OffsetGuard.Chaos;
using static ChaosTests.Orders;

namespace ChaosTests;

public sealed class ReplayTests
{
    private static readonly ChaosException s_failure = Fails(With(Loop(CommitThenProcess)));

    private static string Words => s_failure.Message.Split("   or   ")[1].Split('\n')[0];

    [Fact]
    public void The_exact_string_reproduces_the_same_text()
    {
        var replayed = Assert.Throws<ChaosException>(() => Chaos.Replay(s_failure.Replay!, With(Loop(CommitThenProcess))));

        Assert.StartsWith(replayed.Message, s_failure.Message, StringComparison.Ordinal);
        Assert.Contains("replay: " + s_failure.Replay, replayed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_reproduce_the_same_text()
    {
        var replayed = Assert.Throws<ChaosException>(() => Chaos.Replay(Words, With(Loop(CommitThenProcess))));

        Assert.StartsWith(replayed.Message, s_failure.Message, StringComparison.Ordinal);
        Assert.Equal(s_failure.Property, replayed.Property);
    }

    [Fact]
    public void A_pause_before_a_kill_reads_the_same_in_words_and_in_the_exact_string()
    {
        var describe = With(Loop((_, order, context) => context.Processed(order), new() { GroupId = "billing", AutoOffsetReset = Confluent.Kafka.AutoOffsetReset.Earliest }));
        var words = "first 1 record; stall worker for 5000 ms before Processed(orders[0]@0)#1; kill worker before Processed(orders[0]@0)#1; restart";

        var inWords = Assert.Throws<ChaosException>(() => Chaos.Replay(words, describe));
        var exact = Assert.Throws<ChaosException>(() => Chaos.Replay(inWords.Replay!, describe));

        Assert.Contains("auto-commit timer committed 1 before the handler finished", inWords.Message, StringComparison.Ordinal);
        Assert.Contains(words, inWords.Message, StringComparison.Ordinal);
        Assert.Equal(inWords.Message, exact.Message);
    }

    [Fact]
    public void The_words_survive_another_number_of_records()
    {
        var replayed = Assert.Throws<ChaosException>(() => Chaos.Replay(Words, With(Loop(CommitThenProcess), records: 5)));

        Assert.Equal("at-least-once", replayed.Property);
    }

    [Fact]
    public void The_words_may_be_typed_with_a_plain_arrow()
    {
        var replayed = Assert.Throws<ChaosException>(() => Chaos.Replay("first 1 record; kill worker after Commit(orders[0]->1)", With(Loop(CommitThenProcess))));

        Assert.Equal(s_failure.Replay, replayed.Replay);
    }

    [Fact]
    public void A_replay_of_the_repaired_program_holds()
    {
        var report = Chaos.Replay("kill worker before Processed(orders[0]@0)", With(Loop(ProcessThenCommit)));

        Assert.Equal(1, report.ScheduleCount);
    }

    [Fact]
    public void The_exact_string_of_another_workload_is_refused_with_a_way_out()
    {
        var failure = Assert.Throws<ChaosException>(() => Chaos.Replay(s_failure.Replay!, With(Loop(ProcessThenCommit))));

        Assert.Null(failure.Property);
        Assert.Contains("recorded for another workload", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_name_no_effect_of_this_run_list_those_that_there_are() =>
        Refused("kill worker after Commit(orders[0]→99)#1; restart", records: 3, "found no place to strike", "Commit(orders[0]→1)#1");

    [Theory]
    [InlineData("OG1.")]
    [InlineData("OG1.AA")]
    [InlineData("OG1.????")]
    [InlineData("OG1.AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_damaged_string_is_refused(string replay) => Refused(replay, records: 3, "incomplete or damaged");

    [Fact]
    public void A_string_that_was_cut_or_changed_anywhere_is_refused()
    {
        var exact = s_failure.Replay!;

        Refused(exact[..^1], records: 3, "cannot be used");
        for (var i = "OG1.".Length; i < exact.Length - 1; i++)
            Refused(exact[..i] + (exact[i] == 'A' ? 'B' : 'A') + exact[(i + 1)..], records: 3, "cannot be used");
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("seed 42")]
    [InlineData("kill worker after Commit(orders[0]→1)#99999999999999; restart")]
    public void What_is_neither_an_exact_string_nor_words_is_refused(string replay) => Refused(replay, records: 3, "neither");

    [Fact]
    public void Words_about_a_process_that_is_none_are_refused() =>
        Refused("stall worker 1.2.3 ms and kill worker before Processed(orders[0]@0)", records: 3, "has none of that name: worker");

    private static void Refused(string replay, int records, params string[] parts)
    {
        var failure = Assert.Throws<ChaosException>(() => Chaos.Replay(replay, With(Loop(CommitThenProcess), records)));

        Assert.Null(failure.Property);
        Assert.All(parts, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }
}
