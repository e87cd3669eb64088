using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Configuration;
using OffsetGuard.Analyzers.Flow.Calls;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>What all members of one compilation share: the API table, the bodies of methods, and finished summaries.</summary>
/// <remarks>
/// A finished summary is published without a lock. Two threads may compute the same one at once, which costs time and
/// nothing else; waiting for each other, they could wait for ever where methods call each other in a circle.
/// </remarks>
internal sealed class OffsetFlow(Compilation compilation, CodeOfTypes code, KafkaApi api, FlowOptions options, FlowWork work)
{
    private readonly ConcurrentDictionary<SummaryKey, Summary> published = new();

    public KafkaApi Api { get; } = api;

    public FlowWork Work { get; } = work;

    public FunctionBodies Bodies { get; } = new(compilation, work);

    public CodeOfTypes Code { get; } = code;

    public ConsumerConfigReader Configs { get; } = new(api, code, options.AppSettings);

    public ConsumerUsers Users { get; } = new(api.Kafka);

    public CallJudgement Judgement { get; } = new(api.Kafka, options);

    public Summary? FindPublished(SummaryKey key) => published.TryGetValue(key, out var summary) ? summary : null;

    public void Publish(SummaryKey key, Summary summary) => published.TryAdd(key, summary);
}
