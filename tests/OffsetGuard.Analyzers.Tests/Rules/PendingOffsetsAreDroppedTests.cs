using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class PendingOffsetsAreDroppedTests
{
    private const string Swallowed = "try { consumer.Commit(copy); } catch (KafkaException error) { Console.WriteLine(error); }";

    [Theory]
    [InlineData("var copy = pending.ToList(); {|OG1009:pending.Clear()|}; " + Swallowed)]
    [InlineData("var copy = pending.ToArray(); {|OG1009:pending = new()|}; " + Swallowed)]
    [InlineData("var copy = new List<TopicPartitionOffset>(pending); {|OG1009:pending.Clear()|}; " + Swallowed)]
    [InlineData("var copy = pending; {|OG1009:pending = new List<TopicPartitionOffset>()|}; " + Swallowed)]
    [InlineData("var copy = {|OG1009:Interlocked.Exchange(ref pending, new())|}; " + Swallowed)]
    [InlineData("var copy = byPartition.Values.ToList(); {|OG1009:byPartition.Clear()|}; " + Swallowed)]
    [InlineData("var copy = byPartition.Select(p => new TopicPartitionOffset(p.Key, p.Value.Offset)).ToList(); {|OG1009:byPartition.Clear()|}; " + Swallowed)]
    [InlineData("List<TopicPartitionOffset> copy; lock (gate) { copy = pending.ToList(); {|OG1009:pending.Clear()|}; } " + Swallowed)]
    [InlineData("try { var copy = pending.ToList(); {|OG1009:pending.Clear()|}; consumer.Commit(copy); Console.WriteLine(copy.Count); } catch (Exception) { }")]
    [InlineData("try { Save(); } catch { } void Save() { var copy = pending.ToList(); {|OG1009:pending.Clear()|}; consumer.Commit(copy); }")]
    public Task Fires_when_a_failed_commit_leaves_nothing_behind(string body) => InMethod(body);

    [Fact]
    public Task Fires_when_the_loop_that_collects_goes_on() => InMethod("""
        var waiting = new List<TopicPartitionOffset>();
        while (true)
        {
            waiting.Add(new TopicPartitionOffset("orders", 0, waiting.Count));
            var copy = waiting.ToList();
            {|OG1009:waiting.Clear()|};
            try { consumer.Commit(copy); } catch (KafkaException) { continue; }
        }
        """);

    [Theory]
    [InlineData("var copy = pending.ToList(); try { consumer.Commit(copy); pending.Clear(); } catch (KafkaException) { }")]
    [InlineData("try { consumer.Commit(pending); } catch (KafkaException) { } pending.Clear();")]
    [InlineData("var copy = pending.ToList(); pending.Clear(); try { consumer.Commit(copy); } catch (KafkaException) { pending.AddRange(copy); }")]
    [InlineData("var copy = pending.ToList(); pending.Clear(); var done = false; try { consumer.Commit(copy); done = true; } catch (KafkaException) { } if (!done) pending.AddRange(copy);")]
    [InlineData("var copy = pending.ToList(); pending.Clear(); try { consumer.Commit(copy); } catch (KafkaException) { Console.WriteLine(1); } finally { Restore(copy); }")]
    public Task Is_silent_when_the_offsets_stay_or_are_put_back(string body) => InMethod(body);

    [Theory]
    [InlineData("var copy = pending.ToList(); pending.Clear(); consumer.Commit(copy);")]
    [InlineData("var copy = pending.ToList(); pending.Clear(); try { consumer.Commit(copy); } catch (KafkaException) { throw; }")]
    [InlineData("while (true) { var copy = pending.ToList(); pending.Clear(); try { consumer.Commit(copy); } catch (KafkaException) { break; } }")]
    [InlineData("var copy = pending.ToList(); pending.Clear(); try { consumer.Commit(copy); } catch (KafkaException) { consumer.Close(); }")]
    [InlineData("var copy = pending.ToList(); pending.Clear(); try { consumer.Commit(copy); } catch (KafkaException) { Environment.FailFast(\"broken\"); }")]
    [InlineData("var copy = pending.ToList(); pending.Clear(); try { consumer.Commit(copy); } catch (ConsumeException) { }")]
    public Task Is_silent_when_the_failure_ends_the_loop(string body) => InMethod(body);

    [Theory]
    [InlineData("var copy = new[] { new TopicPartitionOffset(\"orders\", 0, 1) }; pending.Clear(); " + Swallowed)]
    [InlineData("var copy = pending.ToList(); byPartition.Clear(); " + Swallowed)]
    [InlineData("var copy = pending.ToList(); if (copy.Count > 9) pending.Clear(); " + Swallowed)]
    [InlineData("var local = new List<TopicPartitionOffset>(); var copy = local.ToList(); local.Clear(); " + Swallowed)]
    [InlineData("while (true) { var local = new List<TopicPartitionOffset>(); var copy = local.ToList(); local.Clear(); " + Swallowed + " }")]
    [InlineData("pending.Clear(); pending.Add(new TopicPartitionOffset(\"orders\", 0, 1)); var copy = pending.ToList(); " + Swallowed)]
    public Task Is_silent_when_nothing_that_was_pending_is_dropped(string body) => InMethod(body);

    private static Task InMethod(string body) => Verify.VerifyAnalyzerAsync($$"""
        using Confluent.Kafka;
        public sealed class Committer(IConsumer<string, string> consumer)
        {
            private readonly object gate = new();
            private List<TopicPartitionOffset> pending = new();
            private Dictionary<TopicPartition, TopicPartitionOffset> byPartition = new();

            public void Commit()
            {
                {{body}}
            }

            public object Gate => gate;

            private void Restore(List<TopicPartitionOffset> offsets) => pending.AddRange(offsets);
        }
        """);
}
