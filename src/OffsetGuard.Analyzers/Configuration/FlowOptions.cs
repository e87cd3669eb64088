using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Configuration;

/// <summary>What a project says about methods that the flow rules cannot judge, or judge wrongly, and about its configuration.</summary>
/// <remarks>The lists come on top of what signatures, names and bodies tell, and they win. They hold for the whole compilation.</remarks>
internal sealed record FlowOptions
{
    public static readonly NameList ProcessingMethods =
        new("offsetguard.processing_methods", "processes the record it is given, whatever it returns");

    public static readonly NameList ObserverMethods =
        new("offsetguard.observer_methods", "only looks at the record it is given, as a logger does");

    public static readonly NameList DeadLetterMethods =
        new("offsetguard.dead_letter_methods", "keeps the record it is given for later, and throws when it cannot");

    public static readonly NameList CommitMethods =
        new("offsetguard.commit_methods", "commits the record it is given");

    /// <summary>Every option, in the order of the documentation.</summary>
    public static IReadOnlyList<NameList> All { get; } = [ProcessingMethods, ObserverMethods, DeadLetterMethods, CommitMethods];

    public static FlowOptions Default { get; } = new();

    public ImmutableArray<string> Processing { get; init; } = ImmutableArray<string>.Empty;

    public ImmutableArray<string> Observers { get; init; } = ImmutableArray<string>.Empty;

    public ImmutableArray<string> DeadLetters { get; init; } = ImmutableArray<string>.Empty;

    public ImmutableArray<string> Commits { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The settings files among the AdditionalFiles.</summary>
    public AppSettings AppSettings { get; init; } = new(ImmutableArray<AdditionalText>.Empty);

    /// <summary>An option in a section of <c>.editorconfig</c> counts when the first file of the project lies in it.</summary>
    public static FlowOptions Read(AnalyzerOptions project, Compilation compilation)
    {
        var options = project.AnalyzerConfigOptionsProvider;
        var tree = compilation.SyntaxTrees.FirstOrDefault();
        return new FlowOptions
        {
            Processing = ProcessingMethods.In(options, tree),
            Observers = ObserverMethods.In(options, tree),
            DeadLetters = DeadLetterMethods.In(options, tree),
            Commits = CommitMethods.In(options, tree),
            AppSettings = new AppSettings(project.AdditionalFiles),
        };
    }
}
