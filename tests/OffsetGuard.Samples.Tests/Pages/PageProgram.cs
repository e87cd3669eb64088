using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OffsetGuard.Chaos.Worlds;

namespace SamplesTests.Pages;

/// <summary>
/// The code of one block of a page, ready to run: the only class with a public method that takes a CancellationToken is created with
/// <see cref="Supplies"/>, and the method is called.
/// </summary>
internal sealed partial class PageProgram
{
    // Compiled once each: proxies of an interface are found by the name of its assembly.
    private static readonly ConcurrentDictionary<string, Lazy<PageProgram>> s_programs = new(StringComparer.Ordinal);

    private readonly MethodInfo _run;
    private readonly string _source;

    private PageProgram(MethodInfo run, string source) => (_run, _source) = (run, source);

    /// <summary>Whether offsets are stored one by one, so that the client has to commit what is stored.</summary>
    public bool StoresOffsets => _source.Contains(".StoreOffset(", StringComparison.Ordinal);

    /// <summary>The topic that the code subscribes to, or one that its pattern is meant for.</summary>
    public string Topic => SubscribedPattern().Match(_source) is { Success: true } pattern
        ? pattern.Groups[1].Value + "eu"
        : Named(SubscribedTopic(), otherwise: "orders");

    /// <summary>The topics that the code may produce to: it is no harm to have one for each word that could be a topic.</summary>
    public IEnumerable<string> OtherTopics => TopicName().Matches(_source).Select(m => m.Groups[1].Value).Where(name => name != Topic).Distinct();

    /// <summary>The group that the code names.</summary>
    public string Group => Named(ConfiguredGroup(), otherwise: "billing");

    /// <summary>Whether the code says where a new group begins.</summary>
    public bool SaysWhereToBegin => _source.Contains("AutoOffsetReset = ", StringComparison.Ordinal);

    /// <summary>Whether the code waits for time to pass.</summary>
    public bool Waits => _source.Contains("Task.Delay(", StringComparison.Ordinal) || _source.Contains("Thread.Sleep(", StringComparison.Ordinal);

    /// <summary>Whether the code hands its records on to another topic and is told later.</summary>
    public bool ProducesForLater => _source.Contains(".Produce(", StringComparison.Ordinal);

    /// <exception cref="InvalidOperationException">The code does not compile, or it is not clear what to call.</exception>
    public static PageProgram Of(string source, string path) => s_programs.GetOrAdd(source, _ => new(() => Compile(source, path))).Value;

    /// <summary>One life of a process.</summary>
    public async Task Run(ProcessContext context, RecordReports reports)
    {
        PageProcess.Context = context;
        await using var supplies = new Supplies(this, context, reports);
        try
        {
            var constructor = _run.DeclaringType!.GetConstructors().Single();
            var loop = constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, supplies.For(constructor), culture: null);
            if (_run.Invoke(loop, BindingFlags.DoNotWrapExceptions, binder: null, [context.Stopping], culture: null) is Task task)
                await task;
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            // Asked to stop: the host of a real program expects this too.
        }
    }

    private static PageProgram Compile(string source, string path)
    {
        var root = (CSharpSyntaxNode)new PageRewriter().Visit(CSharpSyntaxTree.ParseText(source).GetRoot());
        var name = $"page-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}";
        using var assembly = new MemoryStream();
        var emitted = CodeBlock.Compile(CSharpSyntaxTree.Create(root, path: path)).WithAssemblyName(name).Emit(assembly);
        if (!emitted.Success)
            throw new InvalidOperationException($"{path} does not compile:\n{string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}");

        var candidates = Assembly.Load(assembly.ToArray()).GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters() is [{ ParameterType: var parameter }] && parameter == typeof(CancellationToken))
            .ToList();
        return candidates is [var run]
            ? new PageProgram(run, source)
            : throw new InvalidOperationException(
                $"{path} has {candidates.Count} public methods with a CancellationToken as the only parameter; it needs exactly one, which is the loop.");
    }

    private string Named(Regex pattern, string otherwise) => pattern.Match(_source) is { Success: true } named ? named.Groups[1].Value : otherwise;

    [GeneratedRegex("\\.Subscribe\\(\"([^\"]+)\"\\)")]
    private static partial Regex SubscribedTopic();

    [GeneratedRegex("\\.Subscribe\\(\"\\^([a-z-]+)")]
    private static partial Regex SubscribedPattern();

    [GeneratedRegex("\"([a-z][a-z0-9.-]*)\"")]
    private static partial Regex TopicName();

    [GeneratedRegex("\\bGroupId = \"([^\"]+)\"")]
    private static partial Regex ConfiguredGroup();
}
