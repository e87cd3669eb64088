using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;

namespace SamplesTests.Pages;

/// <summary>The world of every page: a topic with a few orders, and workers that run the loop.</summary>
internal sealed class PageWorld(PageRun run, PageProgram program)
{
    private static readonly string[] s_unhealthy = ["fails without any fault", "No process consumed a record"];

    /// <summary>The promise that breaks, with the text of the counterexample; null when all hold.</summary>
    public (string Promise, string Text)? FindBroken()
    {
        try
        {
            Chaos.Test(Describe, Options);
            return null;
        }
        catch (ChaosException failure) when (failure.Property is not null)
        {
            return (failure.Property, failure.Message);
        }
        catch (ChaosException failure) when (s_unhealthy.Any(words => failure.Message.Contains(words, StringComparison.Ordinal)))
        {
            return (PageRun.HealthyRun, failure.Message);
        }
    }

    private ChaosOptions Options
    {
        get
        {
            var options = new ChaosOptions { SinglesMax = 200, PairsMax = 40, SwarmRuns = 10, HangTimeout = TimeSpan.FromMinutes(5) };
            if (program.ProducesForLater)   // a record is processed inside the client then, where no handler could be slow or fail
                options = options with { SinglesMax = 0, PairsMax = 0, SwarmRuns = 0 };
            if (program.Waits)   // a world in which nothing happens for two minutes is at rest, and some pages wait longer
                options = options with { QuietPeriod = TimeSpan.FromMinutes(30), StopTimeout = TimeSpan.FromMinutes(30) };
            return options;
        }
    }

    private void Describe(World world)
    {
        var reports = new RecordReports();
        world.Kafka.CreateTopic(program.Topic, run.PartitionCount);
        foreach (var other in program.OtherTopics)
            world.Kafka.CreateTopic(other);
        Produce(world, reports);
        if (!program.SaysWhereToBegin && !run.IsNewGroup)
            CommitTheBeginning(world);
        for (var worker = 0; worker < run.WorkerCount; worker++)
            world.Process(worker == 0 ? "worker" : $"worker-{worker + 1}", context => program.Run(context, reports));
    }

    private void Produce(World world, RecordReports reports)
    {
        using var producer = world.Kafka.ProducerBuilder<string, string>(new ProducerConfig()).Build();
        for (var index = 0; index < run.RecordCount; index++)
        {
            var place = new TopicPartitionOffset(program.Topic, index % run.PartitionCount, index / run.PartitionCount);
            var message = new Message<string, string> { Key = $"{(char)('A' + index)}", Value = reports.Add(place) };
            producer.ProduceAsync(place.TopicPartition, message).GetAwaiter().GetResult();
        }
    }

    /// <summary>Then the group is no new one, and a page need not say where a new one begins.</summary>
    private void CommitTheBeginning(World world)
    {
        using var admin = world.Kafka.AdminClientBuilder(new AdminClientConfig()).Build();
        var beginning = Enumerable.Range(0, run.PartitionCount).Select(partition => new TopicPartitionOffset(program.Topic, partition, 0));
        admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(program.Group, [.. beginning])]).GetAwaiter().GetResult();
    }
}
