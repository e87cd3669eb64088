using Confluent.Kafka;
using Confluent.Kafka.Admin;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution.Live;

/// <summary>The real client over the brokers at some <c>bootstrap.servers</c>; all scenarios share the cluster, and clean up behind them.</summary>
internal sealed class BrokerTarget : ITarget
{
    private static readonly TimeSpan s_answerMax = TimeSpan.FromSeconds(15);

    private readonly string _bootstrapServers;
    private readonly IAdminClient _admin;

    /// <param name="libraryPath">Path of a librdkafka 2.14 or newer.</param>
    /// <param name="bootstrapServers">Host and port of at least one broker.</param>
    /// <exception cref="ArgumentException">No broker answers there.</exception>
    public BrokerTarget(string libraryPath, string bootstrapServers)
    {
        NativeLibrdkafka.Load(libraryPath);
        _bootstrapServers = bootstrapServers;
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).SetLogHandler((_, _) => { }).Build();
        try
        {
            _ = _admin.GetMetadata(s_answerMax);
        }
        catch (KafkaException failure)
        {
            throw new ArgumentException(
                $"No broker answered at '{bootstrapServers}' within {s_answerMax.TotalSeconds} s ({failure.Error.Reason}). Start one there, or use fake or mock.", failure);
        }
    }

    public string By => $"{_bootstrapServers} + librdkafka {Library.VersionString}";

    public bool IsShared => true;

    public ITargetSession Begin(Scenario scenario)
    {
        if (scenario.Topics.Count > 0)
            _admin.CreateTopicsAsync(scenario.Topics.Select(t => new TopicSpecification { Name = t.Key, NumPartitions = t.Value })).GetAwaiter().GetResult();
        return new LiveSession(_bootstrapServers, static _ => true) { OnDispose = () => Delete(scenario.Topics.Keys) };
    }

    public void Dispose() => _admin.Dispose();

    private void Delete(IEnumerable<string> topics)
    {
        try
        {
            _admin.DeleteTopicsAsync(topics).GetAwaiter().GetResult();
        }
        catch (DeleteTopicsException)
        {
            // A scenario may have deleted them itself.
        }
    }
}
