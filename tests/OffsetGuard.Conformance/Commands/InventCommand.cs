using System.CommandLine;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Commands;

/// <summary><c>invent --count N --out DIR [--seed S]</c>: random scenarios, to be run on the fake and with the real client and compared.</summary>
internal static class InventCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many scenarios.", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for the scenarios.", Required = true };
        var seed = new Option<int>("--seed") { Description = "The seed of the first one; each has the next. Default: 1.", DefaultValueFactory = _ => 1 };
        var command = new Command("invent", "Write random scenarios of one consumer.") { count, output, seed };
        command.SetAction(parsed =>
        {
            var first = parsed.GetValue(seed);
            for (var i = first; i < first + parsed.GetRequiredValue(count); i++)
            {
                var file = Path.Combine(parsed.GetRequiredValue(output), RandomScenario.IdOf(i) + ".json");
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, RandomScenario.Invent(i).ToJsonString());
            }
        });
        return command;
    }
}
