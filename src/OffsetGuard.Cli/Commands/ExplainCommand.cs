using System.CommandLine;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Commands;

internal static class ExplainCommand
{
    internal sealed record Options(string RuleId);

    public static Command Create(Terminal terminal, GateRules rules)
    {
        var ruleId = new Argument<string>("rule") { Description = "Rule id, for example OG1001." };
        var command = new Command("explain", "Print the page of one rule.") { ruleId };
        command.SetAction(parsed => (int)Run(new Options(parsed.GetRequiredValue(ruleId)), terminal, rules));
        return command;
    }

    internal static ExitCode Run(Options options, Terminal terminal, GateRules rules)
    {
        if (rules.Find(options.RuleId) is not { } rule)
            return terminal.Fail(ExitCode.Usage, $"There is no rule {options.RuleId}. Run `offsetguard rules` to list them all.");

        terminal.Out.WriteLine(rule.Page.TrimEnd());
        return ExitCode.Clean;
    }
}
