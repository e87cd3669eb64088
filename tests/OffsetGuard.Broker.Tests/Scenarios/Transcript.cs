using System.Globalization;
using System.Text;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Tests.Scenarios;

/// <summary>Commands in, everything observable out. A command is a line; below it stands what was answered and how the group changed.</summary>
internal sealed class Transcript(string group)
{
    private readonly Scenario _broker = Scenario.With("orders", partitions: 2);
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, long Call)> _parked = [];
    private readonly Dictionary<string, JoinGroupReply> _lastJoins = new(StringComparer.Ordinal);
    private string _lastState = "";

    public string Run(string commands)
    {
        foreach (var command in commands.ReplaceLineEndings("\n").Split('\n'))
        {
            _text.AppendLine(CultureInfo.InvariantCulture, $"> {command}");
            if (Do(command.Split(' ')) is { } answer)
                _text.AppendLine(answer);
            TellAnswers();
            TellState();
        }

        return _text.ToString();
    }

    private string? Do(string[] words)
    {
        switch (words)
        {
            case ["join", var member]:
                _broker.Join(group, member);
                return null;
            case ["sync", var member, .. var plan]:
                _parked.Add(($"sync {member}", _broker.Sync(group, member, [.. plan.Select(PlanOf)])));
                return null;
            case ["heartbeat", var member]:
                return $"{_broker.Heartbeat(group, member)}";
            case ["leave", var member]:
                return $"{_broker.Leave(group, member)}";
            case ["commit", var member, var partition, var nextOffset, .. var generation]:
                int? stamped = generation is [var number] ? Number(number["generation=".Length..]) : null;
                return $"{_broker.Commit(group, member, PartitionOf(partition), Number(nextOffset), stamped)}";
            case ["committed", var partition]:
                return _broker.Committed(group, PartitionOf(partition))?.ToString(CultureInfo.InvariantCulture) ?? "nothing";
            case ["produce", var partition, .. var values]:
                return $"base offset {_broker.Produce(PartitionOf(partition), values).BaseOffset}";
            case ["fetch", var partition, var offset]:
                _parked.Add(($"fetch {partition}", _broker.Fetch(PartitionOf(partition), Number(offset))));
                return null;
            case ["advance", var seconds]:
                _broker.Advance(TimeSpan.FromSeconds(Number(seconds[..^1])));
                return null;
            default:
                throw new ArgumentException($"There is no command '{words[0]}'.", nameof(words));
        }
    }

    private void TellAnswers()
    {
        foreach (var member in new[] { "m1", "m2", "m3" }.Where(m => _broker.IdOf(m).Length > 0))
        {
            if (_broker.JoinReplyOf(member) is { } joined && !ReferenceEquals(_lastJoins.GetValueOrDefault(member), joined))
            {
                _lastJoins[member] = joined;
                var role = joined.Members.Count > 0 ? $"leader of {joined.Members.Count}" : "follower";
                _text.AppendLine(CultureInfo.InvariantCulture, $"join {member}: {joined.Error}, generation {joined.Generation}, {role}");
            }
        }

        foreach (var (name, call) in _parked.ToList())
        {
            if (_broker.ReplyTo<Reply>(call) is not { } reply)
                continue;
            _parked.Remove((name, call));
            _text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {Text(reply)}");
        }
    }

    private void TellState()
    {
        var state = _broker.Kafka.Groups.Find(group)?.ToString() ?? "";
        if (state == _lastState)
            return;
        _lastState = state;
        _text.AppendLine(CultureInfo.InvariantCulture, $"{_broker.Now:mm:ss.fff} {state}");
    }

    private static string Text(Reply reply) => reply switch
    {
        SyncGroupReply sync => $"{sync.Error} [{string.Join(" ", sync.Assignment)}]",
        FetchReply fetch => $"{fetch.Error}, {fetch.Records.Count} records, high watermark {fetch.HighWatermark}",
        _ => $"{reply}",
    };

    private static (string Member, TopicPartition Partition) PlanOf(string word)
    {
        var parts = word.Split('=');
        return (parts[0], PartitionOf(parts[1]));
    }

    private static TopicPartition PartitionOf(string word) =>
        new(word[..word.IndexOf('[', StringComparison.Ordinal)], Number(word[(word.IndexOf('[', StringComparison.Ordinal) + 1)..^1]));

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
