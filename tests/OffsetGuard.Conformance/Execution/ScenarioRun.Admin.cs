using System.Text.Json.Nodes;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

internal sealed partial class ScenarioRun
{
    private JsonNode ExecuteOnAdmin(Step step)
    {
        if (!session.Supports(step.TextOrNull("call") ?? step.Op))
            return "!Unavailable";
        if (step.Op == "deleteRecords")
            return DeleteRecords(step);

        var args = new Step(step.Node("args")!.AsObject());
        return step.Text("call") switch
        {
            "createTopic" => Single(() => session.Admin.CreateTopicsAsync([TopicOf(args)])),
            "deleteTopic" => Single(() => session.Admin.DeleteTopicsAsync([args.Text("topic")])),
            "createPartitions" => Single(() => session.Admin.CreatePartitionsAsync(
                [new PartitionsSpecification { Topic = args.Text("topic"), IncreaseTo = args.Number("to", 0) }])),
            "deleteGroup" => Single(() => session.Admin.DeleteGroupsAsync([args.Text("group")])),
            "describeGroup" => DescribeGroup(args.Text("group")),
            "listGroupOffsets" => ListGroupOffsets(args),
            "alterGroupOffsets" => AlterGroupOffsets(args),
            "deleteGroupOffsets" => DeleteGroupOffsets(args),
            "listOffsets" => ListOffsets(args),
            var call => throw new FormatException($"There is no admin call '{call}'."),
        };
    }

    private static TopicSpecification TopicOf(Step args) => new()
    {
        Name = args.Text("topic"),
        NumPartitions = args.Number("partitions", 1),
        ReplicationFactor = 1,
        Configs = args.Config().ToDictionary(c => c.Key, c => c.Value),
    };

    /// <summary>For a call about one thing, the error is that thing's error and not the Local_Partial around it.</summary>
    private static JsonNode Single(Func<Task> call)
    {
        try
        {
            call().GetAwaiter().GetResult();
            return "ok";
        }
        catch (CreateTopicsException failure)
        {
            return ErrorNotation.Show(failure.Results[0].Error);
        }
        catch (DeleteTopicsException failure)
        {
            return ErrorNotation.Show(failure.Results[0].Error);
        }
        catch (CreatePartitionsException failure)
        {
            return ErrorNotation.Show(failure.Results[0].Error);
        }
        catch (DeleteGroupsException failure)
        {
            return ErrorNotation.Show(failure.Results[0].Error);
        }
    }

    private JsonNode DeleteRecords(Step step)
    {
        try
        {
            var results = session.Admin.DeleteRecordsAsync(step.Offsets("before")).GetAwaiter().GetResult();
            return Notation.Show(results.Select(r => new TopicPartitionOffset(r.Topic, r.Partition, r.Offset)));
        }
        catch (DeleteRecordsException failure)
        {
            return ErrorNotation.Partial(failure.Results.Select(r => (new TopicPartition(r.Topic, r.Partition), r.Error)));
        }
    }

    private JsonNode DescribeGroup(string group)
    {
        try
        {
            var described = session.Admin.DescribeConsumerGroupsAsync([group]).GetAwaiter().GetResult().ConsumerGroupDescriptions[0];
            var counts = described.Members.Select(m => m.Assignment.TopicPartitions.Count).OrderDescending();
            return new JsonObject
            {
                ["state"] = described.State.ToString(),
                ["members"] = described.Members.Count,
                ["assignments"] = new JsonArray([.. counts.Select(c => JsonValue.Create(c))]),
            };
        }
        catch (DescribeConsumerGroupsException failure)
        {
            return ErrorNotation.Show(failure.Results.ConsumerGroupDescriptions[0].Error);
        }
    }

    private JsonNode ListGroupOffsets(Step args)
    {
        var partitions = args.Has("of") ? args.Partitions("of").ToList() : null;
        try
        {
            var results = session.Admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(args.Text("group"), partitions)])
                .GetAwaiter().GetResult();
            return Notation.Show(results[0].Partitions.Select(p => p.TopicPartitionOffset));
        }
        catch (ListConsumerGroupOffsetsException failure)
        {
            return ErrorNotation.Partial(failure.Results[0].Partitions.Select(p => (p.TopicPartition, p.Error)));
        }
    }

    private JsonNode AlterGroupOffsets(Step args)
    {
        try
        {
            var results = session.Admin
                .AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(args.Text("group"), [.. args.Offsets("offsets")])])
                .GetAwaiter().GetResult();
            return Notation.Show(results[0].Partitions.Select(p => p.TopicPartitionOffset));
        }
        catch (AlterConsumerGroupOffsetsException failure)
        {
            return ErrorNotation.Partial(failure.Results[0].Partitions.Select(p => (p.TopicPartition, p.Error)));
        }
    }

    private JsonNode DeleteGroupOffsets(Step args)
    {
        try
        {
            session.Admin.DeleteConsumerGroupOffsetsAsync(args.Text("group"), args.Partitions("of")).GetAwaiter().GetResult();
            return "ok";
        }
        catch (DeleteConsumerGroupOffsetsException failure)
        {
            return ErrorNotation.Partial(failure.Result.Partitions.Select(p => (p.TopicPartition, p.Error)));
        }
    }

    private JsonNode ListOffsets(Step args)
    {
        var wanted = args.Node("of")!.AsObject().Select(o => new TopicPartitionOffsetSpec
        {
            TopicPartition = Notation.Parse(o.Key).TopicPartition,
            OffsetSpec = SpecOf(o.Value!.ToString()),
        });
        return Notation.Show(session.ListOffsets([.. wanted]).Select(r => r.TopicPartitionOffsetError.TopicPartitionOffset));
    }

    private static OffsetSpec SpecOf(string text) => text switch
    {
        "earliest" => OffsetSpec.Earliest(),
        "latest" => OffsetSpec.Latest(),
        "maxTimestamp" => OffsetSpec.MaxTimestamp(),
        _ => OffsetSpec.ForTimestamp(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
