using System.Text.Json.Nodes;
using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

internal sealed partial class ScenarioRun
{
    private static readonly TimeSpan s_waitForSlice = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, IReadOnlyList<int>> _named = [];
    private readonly Dictionary<string, (int? Leader, int Epoch)> _described = [];
    private readonly Dictionary<string, (string MemberId, int Generation)> _members = [];
    private IReadOnlyList<int> _disturbed = [];

    private JsonNode ExecuteOnCluster(Step step) => step.Op switch
    {
        "broker" => Disturb(step),
        "elect" => session.Cluster.Elect(step.Text("of"), step.Flag("unclean", false)) is { } error ? $"!{error}" : "ok",
        "describe" => Describe(step.Text("of")),
        "log" => ShowLog(step.Text("of")),
        "waitFor" => WaitFor(step),
        _ => Member(step),
    };

    private JsonNode Disturb(Step step)
    {
        var action = step.Text("do");
        var brokers = Which(step.Text("which"), action);
        if (step.TextOrNull("as") is { } name)
            _named[name] = brokers;
        if (action is "kill" or "stop" or "pause")
            _disturbed = brokers;
        if (step.Has("afterMs"))
            session.Cluster.After(TimeSpan.FromMilliseconds(step.Number("afterMs", 0)), () => Do(action, brokers));
        else
            Do(action, brokers);
        if (action == "start" && !step.Has("afterMs"))
            WaitUntil(() => brokers.All(session.Cluster.IsUp), TimeSpan.FromMinutes(1));
        return "ok";
    }

    private void Do(string action, IReadOnlyList<int> brokers)
    {
        foreach (var broker in brokers)
        {
            switch (action)
            {
                case "kill":
                    session.Cluster.Kill(broker);
                    break;
                case "stop":
                    session.Cluster.Stop(broker);
                    break;
                case "pause":
                    session.Cluster.Pause(broker);
                    break;
                case "resume":
                    session.Cluster.Resume(broker);
                    break;
                case "start":
                    session.Cluster.Start(broker);
                    break;
                default:
                    throw new FormatException($"There is nothing called '{action}' to do to a broker.");
            }
        }
    }

    private IReadOnlyList<int> Which(string which, string action)
    {
        var found = Named(which);
        return action is "kill" or "stop" or "pause" ? [.. found.Where(session.Cluster.IsUp)] : [.. found.Where(b => !session.Cluster.IsUp(b))];
    }

    private IReadOnlyList<int> Named(string which)
    {
        if (_named.TryGetValue(which, out var named))
            return named;
        if (which.StartsWith("leader:", StringComparison.Ordinal))
            return LeaderOf(which["leader:".Length..]);
        if (which.StartsWith("followers:", StringComparison.Ordinal))
            return [.. session.Cluster.Look(which["followers:".Length..]).Brokers.Except(LeaderOf(which["followers:".Length..]))];
        return which switch
        {
            "all" => session.Cluster.Brokers,
            "last" => _disturbed,
            "down" => [.. session.Cluster.Brokers.Where(b => !session.Cluster.IsUp(b))],
            _ => LeaderOf(which),
        };
    }

    private IReadOnlyList<int> LeaderOf(string of) => session.Cluster.Look(of).Leader is { } leader ? [leader] : [];

    private JsonObject Describe(string of)
    {
        var state = session.Cluster.Look(of);
        var isFirst = !_described.TryGetValue(of, out var last);
        _described[of] = (state.Leader ?? last.Leader, state.LeaderEpoch);
        return new JsonObject
        {
            ["replicas"] = state.ReplicaCount,
            ["isr"] = state.InSyncCount,
            ["leader"] = state.Leader is not null,
            ["moved"] = !isFirst && state.Leader is not null && state.Leader != last.Leader,
            ["epochs"] = isFirst ? 0 : state.LeaderEpoch - last.Epoch,
        };
    }

    private JsonObject ShowLog(string of)
    {
        var (start, highWatermark, end, stable) = session.Cluster.Look(of).Log;
        var shown = new JsonObject { ["start"] = start, ["highWatermark"] = highWatermark, ["end"] = end };
        if (stable != highWatermark)
            shown["stable"] = stable;
        return shown;
    }

    private string WaitFor(Step step)
    {
        var of = step.TextOrNull("coordinator") ?? step.Text("of");
        return WaitUntil(() => IsAsWanted(step, of), TimeSpan.FromMilliseconds(step.Number("maxMs", 60_000))) ? "ok" : "!Local_TimedOut";
    }

    private bool IsAsWanted(Step step, string of)
    {
        var state = session.Cluster.Look(of);
        return (!step.Has("isr") || state.InSyncCount == step.Number("isr", 0))
            && (!step.Has("leader") || state.Leader is not null == step.Flag("leader", true))
            && (!step.Has("coordinator") || (state.Leader is { } leader && session.Cluster.IsUp(leader)))
            && (!step.Flag("moved", false) || (state.Leader is { } other && !_disturbed.Contains(other)))
            && (!step.Has("highWatermark") || state.Log.HighWatermark >= step.Number("highWatermark", 0))
            && (!step.Has("end") || state.Log.End >= step.Number("end", 0));
    }

    private bool WaitUntil(Func<bool> isReady, TimeSpan max)
    {
        var until = session.Elapsed + max;
        while (!isReady())
        {
            if (session.Elapsed >= until)
                return false;
            session.Wait(s_waitForSlice);
        }

        return true;
    }

    private JsonObject Member(Step step)
    {
        var (memberId, generation) = session.MemberOf(ConsumerOf(step).Client);
        var isKnown = _members.TryGetValue(step.Text("on"), out var last);
        _members[step.Text("on")] = (memberId, generation);
        var shown = new JsonObject { ["id"] = memberId.Length == 0 ? "none" : !isKnown ? "first" : memberId == last.MemberId ? "same" : "new" };
        if (isKnown && memberId.Length > 0 && step.Flag("generation", true))
            shown["generation"] = generation - last.Generation;
        return shown;
    }

    private static JsonObject ShowWithEpochs(IEnumerable<TopicPartitionOffset> offsets)
    {
        var shown = new JsonObject();
        foreach (var offset in offsets.OrderBy(o => o.TopicPartition))
            shown[Notation.Show(offset.TopicPartition)] = new JsonArray(Notation.Show(offset.Offset), offset.LeaderEpoch is { } epoch and >= 0 ? epoch : null);
        return shown;
    }

    /// <summary>A step that says how long it may take shows whether it did.</summary>
    private JsonNode Timed(Step step)
    {
        if (step.Node("took") is not JsonArray range)
            return Retried(step);
        var began = session.Elapsed;
        var result = Try(() => Retried(step));
        var took = (session.Elapsed - began).TotalMilliseconds;
        var verdict = took < range[0]!.GetValue<int>() ? "less" : took > range[1]!.GetValue<int>() ? "more" : "within";
        return new JsonObject { ["result"] = result, ["took"] = verdict };
    }

    /// <summary>Some errors are a matter of luck on a real cluster.</summary>
    private JsonNode Retried(Step step)
    {
        var passing = step.Texts("retry").Select(e => $"!{e}").ToList();
        while (true)
        {
            var result = passing.Count == 0 ? Execute(step) : Try(() => Execute(step));
            if (result is not JsonValue value || !passing.Contains(value.ToString()))
                return result;
            session.Wait(TimeSpan.FromMilliseconds(200));
        }
    }
}
