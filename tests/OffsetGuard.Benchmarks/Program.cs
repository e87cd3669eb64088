using BenchmarkDotNet.Running;
using OffsetGuard.Benchmarks.Figures;
using OffsetGuard.Benchmarks.Soak;

if (args is ["soak", .. var soak])
    return SoakCommand.Run(soak);

if (args is not ["figures", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(Figure).Assembly).Run(args);
    return 0;
}

// One line a figure: name, value, unit, and beside it what the peer needs for the same, measured in the same run.
IReadOnlyList<(string Group, Func<IEnumerable<Figure>> Measure)> groups =
[
    ("broker", BrokerFigures.Measure),
    ("fingerprint", FingerprintFigures.Measure),
    ("chaos", ChaosFigures.Measure),
    ("analyzers", AnalyzerFigures.Measure),
];
var wanted = args.Skip(1).ToHashSet();
if (wanted.Except(groups.Select(g => g.Group)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There are no figures '{unknown}'. There are: {string.Join(", ", groups.Select(g => g.Group))}.");
    return 2;
}

foreach (var (group, measure) in groups)
{
    if (wanted.Count > 0 && !wanted.Contains(group))
        continue;
    foreach (var figure in measure())
        Console.WriteLine(figure);
}

return 0;
