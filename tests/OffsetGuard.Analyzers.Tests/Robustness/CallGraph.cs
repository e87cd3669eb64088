using System.Globalization;
using System.Text;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>A consumer loop over methods that call each other.</summary>
internal static class CallGraph
{
    /// <summary>The loop hands each record to <c>A</c>, which the members have to declare, and commits it.</summary>
    public static string Loop(string members) => $$"""
        using Confluent.Kafka;
        using Record = Confluent.Kafka.ConsumeResult<string, string>;

        public interface IStep { void Take(Record record); Task TakeAsync(Record record); }

        public class Loop(IConsumer<string, string> consumer, Action<string> ship, bool isLast)
        {
            public async Task Run(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    var order = consumer.Consume(stopping);
                    await A(order);
                    consumer.Commit(order);
                }
            }

        {{members}}
        }
        """;

    /// <summary>A calls the first of so many methods, each calls the next, and the last one ships the record.</summary>
    public static string Chain(int length)
    {
        var members = new StringBuilder("private Task A(Record r) { M0(r); return Task.CompletedTask; }\n");
        for (var index = 0; index < length - 1; index++)
            members.Append(CultureInfo.InvariantCulture, $"private void M{index}(Record r) => M{index + 1}(r);\n");
        members.Append(CultureInfo.InvariantCulture, $"private void M{length - 1}(Record r) => ship(r.Message.Value);\n");
        return Loop(members.ToString());
    }

    /// <summary>Methods that call others without any order, commit, ship, swallow and throw; the same for the same seed.</summary>
    public static string Tangle(int methodCount, uint seed)
    {
        var members = new StringBuilder("private async Task A(Record r) { await M0(r); }\n");
        for (var index = 0; index < methodCount; index++)
        {
            members.Append(CultureInfo.InvariantCulture, $"private async Task M{index}(Record r) {{ ");
            for (var statement = 0; statement < 4; statement++)
                members.Append(Statement());
            members.Append("}\n");
        }

        return Loop(members.ToString());

        string Statement() => Next(7) switch
        {
            0 => $"try {{ await M{Next(methodCount)}(r); }} catch (Exception) {{ if (isLast) throw; }} ",
            1 => $"if (isLast) _ = M{Next(methodCount)}(r); ",
            2 => $"await M{Next(methodCount)}(r); ",
            3 => "consumer.Commit(r); ",
            4 => "ship(r.Message.Value); ",
            5 => $"await Task.Run(() => M{Next(methodCount)}(r)); ",
            _ => $"for (var i = 0; i < 3; i++) {{ await M{Next(methodCount)}(r); if (i == 1) break; }} ",
        };

        int Next(int max)
        {
            seed = (seed * 1_664_525) + 1_013_904_223;
            return (int)((seed >> 8) % (uint)max);
        }
    }
}
