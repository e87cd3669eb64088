using OffsetGuard.Cli.Commands;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Tests.Scenes;

/// <summary>`check` in this process, over projects of a scratch folder.</summary>
internal sealed class Gate : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public ScratchFolder Folder { get; } = new();

    public FakeCapture Capture { get; } = new();

    public GateRules Rules { get; init; } = CommitRules.Both;

    /// <summary>Text with the scratch folder as <c>ROOT</c>.</summary>
    public string Out => Scrub(output);

    public string Error => Scrub(error).Replace('\\', '/');

    /// <summary>Adds a project with one source file that can see Confluent.Kafka.</summary>
    public Gate Project(string name, string code, params string[] arguments)
    {
        var project = Folder.Write($"{name}/{name}.csproj", "<Project />");
        var source = Folder.Write($"{name}/Loop.cs", code);
        Capture.With(project, "net10.0", [FakeCapture.KafkaReference, source, .. arguments]);
        return this;
    }

    public Task<ExitCode> Check(CheckCommand.Options? options = null, CancellationToken cancellation = default) =>
        CheckCommand.Run(options ?? new() { Path = Folder.Path }, Terminal(), Rules, Capture, cancellation);

    /// <summary>The whole command line, parsing included.</summary>
    public Task<ExitCode> Run(params string[] arguments) => CommandLine.Run(arguments, Terminal(), Rules);

    public void Dispose() => Folder.Dispose();

    private Terminal Terminal() => new(output, error, Folder.Path);

    private string Scrub(StringWriter writer) =>
        writer.ToString().Replace(new Uri(Folder.Path).AbsoluteUri, "file:///ROOT").Replace(Folder.Path, "ROOT");
}
