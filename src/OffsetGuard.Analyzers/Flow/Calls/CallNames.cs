using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>What names tell about a call. Each list errs towards silence.</summary>
internal static class CallNames
{
    private static readonly string[] ObserverNamespaces =
    [
        "Microsoft.Extensions.Logging", "Microsoft.AspNetCore.SignalR", "System.Diagnostics", "Serilog", "NLog", "log4net",
        "OpenTelemetry", "Prometheus", "App.Metrics", "StatsdClient", "Spectre.Console",
        "Xunit", "NUnit", "Microsoft.VisualStudio.TestTools", "FluentAssertions", "AwesomeAssertions", "Shouldly",
    ];

    private static readonly string[] ObserverTypeSuffixes =
    [
        "Logger", "Log", "Metrics", "Metric", "Telemetry", "Tracer", "Meter", "Counter", "Histogram", "Gauge", "Sensor", "Timer",
        "Statistics", "Stats", "Monitor", "Activity", "Diagnostics", "Assert",
    ];

    private static readonly string[] ObserverPrefixes = ["Log", "Print", "Trace", "Debug", "Dump", "Assert", "Should"];

    // Framework and client code that computes and touches nothing outside the process.
    private static readonly string[] ComputingNamespaces =
    [
        "System", "System.Text", "System.Linq", "System.Globalization", "System.Runtime", "System.Buffers", "System.Threading",
        "System.Numerics", "System.Reflection", "Confluent.Kafka",
    ];

    private static readonly string[] CollectionNamespaces = ["System.Collections"];

    private static readonly string[] HandOffNamespaces =
        ["System.Threading.Channels", "System.Collections.Concurrent", "System.Threading.Tasks.Dataflow"];

    private static readonly string[] AddingPrefixes = ["Write", "TryWrite", "Add", "TryAdd", "Enqueue", "Push", "Post", "Send"];

    // Foreign code of these names keeps a lambda and calls it some other time.
    private static readonly string[] RegistrationPrefixes =
    [
        "Register", "On", "Set", "Schedule", "Enqueue", "Subscribe", "ContinueWith", "Use", "Add", "Post", "Queue", "Defer", "Start",
        "Spawn", "Fire",
    ];

    // A query of these names makes something new of each element; all others pass the elements on.
    private static readonly string[] ProjectionNames =
        ["Select", "SelectMany", "Max", "Min", "Sum", "Aggregate", "ToDictionary", "ToLookup", "Zip"];

    private static readonly string[] QuestionPrefixes =
    [
        "Is", "Has", "Can", "Should", "Contains", "Equals", "Matches", "TryParse", "TryGet", "Get", "Parse", "Count", "Compute",
        "Calculate", "Hash", "Compare",
    ];

    private static readonly string[] ConversionPrefixes =
    [
        "Deserialize", "Parse", "Decode", "Read", "Map", "Convert", "To", "From", "Create", "Build", "Get", "Unwrap", "Decrypt",
        "Decompress",
    ];

    private static readonly string[] ProcessingPrefixes =
    [
        "Process", "Handle", "Execute", "Apply", "Save", "Send", "Publish", "Write", "Insert", "Update", "Upsert", "Dispatch", "Run",
        "Invoke",
    ];

    // What asks for room or leave to work has such a word in its name.
    private static readonly string[] QuestionWords =
    [
        "TryAcquire", "AttemptAcquire", "IsAcquired", "TryEnter", "Semaphore", "Limiter", "RateLimit", "Throttl", "Paus", "Busy", "Overload",
        "Suspend", "Breaker", "Backpressure", "HasCapacity", "HasRoom", "Saturated",
    ];

    // What samples on purpose, or stops.
    private static readonly string[] OtherWords = ["Random", "Sampl", "Elapsed", "Stopwatch", "IsCancellationRequested", "UtcNow"];

    // A method of this name may settle the offset itself.
    private static readonly string[] SettlingPrefixes =
    [
        "Commit", "Committed", "OnCommit", "OnCommitted", "StoreOffset", "Ack", "Acknowledge", "Checkpoint", "Complete", "Completed",
        "Skip", "Skipped", "Ignore", "Ignored", "Mark", "Release",
    ];

    public static bool IsObserver(IMethodSymbol method) =>
        IsIn(ObserverNamespaces, method.ContainingType) || method.ContainingType is { Name: "Console" }
        || IsObserverVariable(method.ContainingType?.Name)
        || method.Name is "Dispose" or "DisposeAsync" or "Close" or "GetHashCode" or "Equals" or "CompareTo" or "Deconstruct";

    public static bool IsObserver(string callee) => StartsWithAny(callee, ObserverPrefixes);

    /// <summary>The name of a type or of a variable: <c>ILogger</c>, <c>_logger</c>, <c>Console</c>.</summary>
    public static bool IsObserverVariable(string? name) => name is "Console" || EndsWithAny(name, ObserverTypeSuffixes);

    public static bool IsComputing(IMethodSymbol method) =>
        IsIn(CollectionNamespaces, method.ContainingType) || IsIn(ComputingNamespaces, method.ContainingType);

    public static bool IsCollection(IMethodSymbol method) => IsIn(CollectionNamespaces, method.ContainingType);

    public static bool IsHandOff(IMethodSymbol method) =>
        IsIn(HandOffNamespaces, method.ContainingType) && method.ContainingType is not { Name: "ConcurrentDictionary" };

    public static bool IsAdding(string callee) => StartsWithAny(callee, AddingPrefixes);

    public static bool IsRegistration(string callee) => StartsWithAny(callee, RegistrationPrefixes);

    public static bool IsProjection(string callee) => Array.IndexOf(ProjectionNames, callee) >= 0;

    /// <summary>The process, or at least the loop, ends.</summary>
    public static bool EndsProcess(IMethodSymbol method, string callee) =>
        callee is "StopApplication" or "FailFast" || method is { Name: "Exit", ContainingType.Name: "Environment" }
        || method is { Name: "Cancel" or "CancelAsync", ContainingType.Name: "CancellationTokenSource" };

    public static bool IsQuestion(string callee) => StartsWithAny(callee, QuestionPrefixes);

    public static bool IsConversion(string callee) => StartsWithAny(callee, ConversionPrefixes);

    public static bool IsProcessing(string callee) => StartsWithAny(callee, ProcessingPrefixes);

    public static bool MaySettle(string callee) => StartsWithAny(callee, SettlingPrefixes);

    /// <summary>The name among those of a condition that asks for room or leave to work; null when there is none.</summary>
    public static string? FindQuestion(IReadOnlyCollection<string> names)
    {
        string? question = null;
        foreach (var name in names)
        {
            if (ContainsAny(name, OtherWords))
                return null;
            if (question is null && (name is "Wait" or "WaitAsync" or "WaitOne" || ContainsAny(name, QuestionWords)))
                question = name;
        }

        return question;
    }

    // "System" means that namespace alone: below it lie files, sockets and databases.
    private static bool IsIn(string[] namespaces, INamedTypeSymbol? type)
    {
        if (type?.ContainingNamespace is not { IsGlobalNamespace: false } containing)
            return false;

        var name = containing.ToDisplayString();
        foreach (var candidate in namespaces)
        {
            if (name.StartsWith(candidate, StringComparison.Ordinal)
                && (name.Length == candidate.Length || name[candidate.Length] == '.' && candidate != "System"))
                return true;
        }

        return false;
    }

    private static bool ContainsAny(string name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private static bool EndsWithAny(string? name, string[] suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (name is not null && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool StartsWithAny(string callee, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (StartsWithWord(callee.TrimStart('_'), prefix))
                return true;
        }

        return false;
    }

    // "IsOpen" starts with the word "Is", "Issue" does not; a delegate may be called "isOpen".
    private static bool StartsWithWord(string name, string word) =>
        name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (name.Length == word.Length || !char.IsLower(name[word.Length]));
}
