using System.CommandLine;
using OffsetGuard.Cli.Commands;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli;

/// <summary>The commands, and the translation of every way a run can end into an <see cref="ExitCode"/>.</summary>
internal static class CommandLine
{
    public static async Task<ExitCode> Run(
        IReadOnlyList<string> arguments, Terminal terminal, GateRules rules, CancellationToken cancellation = default)
    {
        var parsed = Root(terminal, rules).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine(error.Message);
            return terminal.Fail(ExitCode.Usage, "Nothing was analysed. Run `offsetguard --help` or `offsetguard check --help`.");
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
            };
            return (ExitCode)await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (OperationCanceledException)
        {
            return terminal.Fail(ExitCode.Cancelled, "The run was cancelled; its output is incomplete.");
        }
        catch (Exception bug)
        {
            terminal.Error.WriteLine(bug);
            return terminal.Fail(
                ExitCode.InternalError, "OffsetGuard failed. Unless the text above names the cause, please report it as a bug.");
        }
    }

    private static RootCommand Root(Terminal terminal, GateRules rules) =>
        new("Keeps Kafka consumer code from losing, repeating or stalling on records because of an offset mistake.")
        {
            CheckCommand.Create(terminal, rules),
            ExplainCommand.Create(terminal, rules),
            RulesCommand.Create(terminal, rules),
        };
}
