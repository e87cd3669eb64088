using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.CodeAnalysis;
using OffsetGuard.Cli.Loading;
using OffsetGuard.Cli.Reports;

namespace OffsetGuard.Cli.Commands;

/// <summary>The words of `check` on the command line and their translation into options.</summary>
internal sealed class CheckSymbols
{
    private readonly Argument<string?> path = new("path")
    {
        Description = "A .sln, .slnx or .csproj file, or a folder (all projects below it). Default: the only solution or project here.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> failOn = new("--fail-on")
    {
        Description = "The least severity that fails the run.",
        DefaultValueFactory = _ => "error",
    };

    private readonly Option<ReportTarget[]> formats = new("--format")
    {
        Description = "text or sarif, with =PATH to write a file; repeatable. Text goes to standard output unless another format does.",
        HelpName = "text|sarif[=path]",
        CustomParser = ParseFormats,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> source = new("--source")
    {
        Description = "Read all C# files below a folder as one compilation: no project, no restore, unresolved types are tolerated.",
        HelpName = "folder",
    };

    private readonly Option<bool> noRestore = new("--no-restore")
    {
        Description = "Never restore; a project without a restore is a load failure.",
    };

    private readonly Option<string?> framework = new("--framework") { Description = "Only this target framework, for example net10.0." };

    private readonly Option<string?> configuration = new("--configuration", "-c") { Description = "The build configuration to evaluate." };

    private readonly Option<string[]> properties = new("--property", "-p")
    {
        Description = "An MSBuild property for the evaluation; repeatable.",
        HelpName = "Name=Value",
    };

    private readonly Option<bool> allowLoadErrors = new("--allow-load-errors")
    {
        Description = "Report what could not be loaded, but do not fail because of it.",
    };

    public void AddTo(Command command)
    {
        failOn.AcceptOnlyFromAmong("error", "warning", "info", "none");
        properties.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=') < 1))
                result.AddError($"'{token.Value}' is no property. Write -p:Name=Value.");
        });
        command.Add(path);
        foreach (var option in new Option[] { failOn, formats, source, noRestore, framework, configuration, properties, allowLoadErrors })
            command.Add(option);
    }

    public CheckCommand.Options Read(ParseResult parsed) => new()
    {
        Path = parsed.GetValue(path),
        Source = parsed.GetValue(source),
        Formats = [.. parsed.GetValue(formats) ?? []],
        Policy = new GatePolicy
        {
            FailOn = Enum.TryParse<DiagnosticSeverity>(parsed.GetValue(failOn), ignoreCase: true, out var least) ? least : null,
            AllowLoadErrors = parsed.GetValue(allowLoadErrors),
        },
        Load = new LoadOptions
        {
            MayRestore = !parsed.GetValue(noRestore),
            Framework = parsed.GetValue(framework),
            Configuration = parsed.GetValue(configuration),
            Properties = [.. parsed.GetValue(properties) ?? []],
        },
    };

    private static ReportTarget[] ParseFormats(ArgumentResult result)
    {
        var targets = result.Tokens.Select(token => (Text: token.Value, Target: ReportTarget.Find(token.Value))).ToList();
        foreach (var (text, _) in targets.Where(t => t.Target is null))
            result.AddError($"'{text}' is no format. Write text, sarif, or one of them with a file: sarif=offsetguard.sarif.");
        return [.. targets.Select(t => t.Target).OfType<ReportTarget>()];
    }
}
