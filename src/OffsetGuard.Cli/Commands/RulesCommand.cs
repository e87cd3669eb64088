using System.CommandLine;
using OffsetGuard.Cli.Reports;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Commands;

internal static class RulesCommand
{
    public static Command Create(Terminal terminal, GateRules rules)
    {
        var command = new Command("rules", "List all rules with their default severity and what the mistake does to records.");
        command.SetAction(_ => (int)Run(terminal, rules));
        return command;
    }

    internal static ExitCode Run(Terminal terminal, GateRules rules)
    {
        foreach (var rule in rules.Rules)
        {
            var severity = Words.Of(rule.DefaultSeverity);
            terminal.Out.WriteLine($"{rule.Id}  {severity,-7}  {Words.Of(rule.Effect),-10}  {rule.Title}");
        }

        return ExitCode.Clean;
    }
}
