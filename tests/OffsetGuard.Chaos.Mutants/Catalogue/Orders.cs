namespace ChaosMutants;

/// <summary>The orders that all programs read.</summary>
internal static class Orders
{
    /// <summary>Creates the topics and the processes of a program.</summary>
    public static void Describe(World world, ProgramAttribute program, Func<ProcessContext, ConsumerProgram> life)
    {
        var orders = program.Keys.Take(program.Records).Select((key, i) => ((string?)key.ToString(), (string?)$"{10 * (i + 1)}"));
        world.Kafka.CreateTopic("orders", program.Partitions).Produce("orders", [.. orders]);
        foreach (var topic in program.Topics)
            world.Kafka.CreateTopic(topic);
        world.MustRead("billing", program.MustRead);
        for (var instance = 1; instance <= program.Instances; instance++)
        {
            world.Process($"worker{(program.Instances > 1 ? $"{(char)('A' + instance - 1)}" : "")}", context =>
            {
                var running = life(context);
                running.Stores = world.Durable;
                return running.RunAsync();
            });
        }
    }
}
