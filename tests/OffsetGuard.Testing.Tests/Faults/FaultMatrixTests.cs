using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using OffsetGuard.Testing.Tests.Producers;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Whatever passes by itself, befalls whichever request: every record is read and committed in the end.</summary>
public sealed class FaultMatrixTests
{
    private static readonly TimeSpan s_twoSeconds = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, Func<FaultBuilder, Fault>> s_effects = new()
    {
        ["LoseRequest"] = scope => scope.LoseRequest(),
        ["LoseReply"] = scope => scope.LoseReply(),
        ["Delay"] = scope => scope.Delay(s_twoSeconds),
        ["DelayReply"] = scope => scope.DelayReply(s_twoSeconds),
        ["Duplicate"] = scope => scope.Duplicate(),
        ["DuplicateLater"] = scope => scope.Duplicate(s_twoSeconds),
        ["Fail"] = scope => scope.Fail(ErrorCode.RequestTimedOut),
        ["FailAfterEffect"] = scope => scope.FailAfterEffect(ErrorCode.RequestTimedOut),
    };

    private static readonly Operation[] s_operations =
    [
        Operation.Produce, Operation.Fetch, Operation.ListOffsets, Operation.Metadata, Operation.Commit, Operation.CommittedOffsets,
        Operation.Join, Operation.Sync, Operation.Heartbeat, Operation.Leave, Operation.InitTransactions,
    ];

    public static TheoryData<Operation, string> Matrix
    {
        get
        {
            var matrix = new TheoryData<Operation, string>();
            foreach (var operation in s_operations)
            {
                // A commit that arrives again later moves the committed offset back: that is another story (CommitFaultTests).
                foreach (var effect in s_effects.Keys.Where(e => (operation, e) is not (Operation.Commit, "DuplicateLater")))
                    matrix.Add(operation, effect);
            }

            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Every_record_is_read_and_committed_in_the_end(Operation operation, string effect)
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        var fault = s_effects[effect](kafka.Faults.On(operation));
        using var producer = kafka.Producer(new ProducerConfig { EnableIdempotence = true });
        for (var i = 0; i < 4; i++)
            await producer.ProduceAsync(new TopicPartition("orders", i % 2), new() { Value = $"{i}" });

        var read = ReadAll(kafka, expectedCount: 4);
        using var heir = kafka.Subscribed(Manual);
        var left = heir.Consume(TimeSpan.FromMinutes(10));   // an old member may have to time out first

        Assert.Equal(["0", "1", "2", "3"], read);
        Assert.Null(left);
        Assert.Equal((2, 2), (kafka.Committed(0).Value, kafka.Committed(1).Value));
        Assert.Equal(1, fault.FiredCount);
    }

    private static SortedSet<string> ReadAll(FakeKafka kafka, int expectedCount)
    {
        var read = new SortedSet<string>(StringComparer.Ordinal);
        using var consumer = kafka.Subscribed(Manual);
        var giveUpAt = kafka.Now.AddMinutes(30);
        while (read.Count < expectedCount && kafka.Now < giveUpAt)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(30)) is not { } record)
                continue;
            consumer.Commit(record);
            read.Add(record.Message.Value);
        }

        consumer.Consume(TimeSpan.FromSeconds(30));   // heartbeats
        consumer.Close();
        return read;
    }
}
