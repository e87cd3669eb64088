using System.Globalization;
using System.Text.RegularExpressions;

namespace SamplesTests.Pages;

/// <summary>What the head of a rule page says in its row "Run".</summary>
/// <param name="Promise">The promise that the violation breaks; null when no run can show the mistake.</param>
/// <param name="PartitionCount">Partitions of the topic.</param>
/// <param name="WorkerCount">Processes that run the loop.</param>
/// <param name="RecordCount">Records that are in the topic.</param>
internal sealed partial record PageRun(string? Promise, int PartitionCount, int WorkerCount, int RecordCount)
{
    /// <summary>The group has committed nothing, even where the code does not say where a new group begins.</summary>
    public bool IsNewGroup { get; init; }

    /// <summary>The word for a program that fails, or reads nothing, although nothing else goes wrong.</summary>
    public const string HealthyRun = "healthy-run";

    private const string Grammar =
        "'| Run | breaks at-least-once |', with any of the promises of docs/chaos.md or 'healthy-run' (it fails or reads nothing without any fault), and if it needs "
        + "more than one partition, one worker and three records: '| Run | breaks at-least-once with 2 partitions, 2 workers, 6 records |'; "
        + "'with a new group' when nothing shall be committed before. "
        + "Where no run can show the mistake, say why: '| Run | no: a matter of cost |'.";

    private static readonly string[] s_promises =
        ["at-least-once", "progress", "gratuitous-duplicates", "commit-ahead", "final-commit-exact", HealthyRun];

    /// <exception cref="FormatException">There is no such row, or it says something else.</exception>
    public static PageRun Parse(string head)
    {
        var match = Row().Match(head);
        if (match.Success && match.Groups["reason"].Value.Trim().Length > 10)
            return new PageRun(Promise: null, PartitionCount: 0, WorkerCount: 0, RecordCount: 0);
        if (!match.Success || !s_promises.Contains(match.Groups["promise"].Value))
            throw new FormatException($"The table at the head of the page needs a row that says what happens when the harness runs the page: {Grammar}");

        var needs = match.Groups["needs"].Value;
        return new PageRun(match.Groups["promise"].Value, Count(needs, "partition", 1), Count(needs, "worker", 1), Count(needs, "record", 3))
        {
            IsNewGroup = needs.Contains("a new group", StringComparison.Ordinal),
        };
    }

    private static int Count(string needs, string what, int otherwise) =>
        Regex.Match(needs, $"([0-9]+) {what}s?\\b") is { Success: true } found
            ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
            : otherwise;

    [GeneratedRegex(@"^\| Run \| (no: (?<reason>[^|]+)|breaks (?<promise>[a-z-]+)( with (?<needs>[0-9a-z, ]+))?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
