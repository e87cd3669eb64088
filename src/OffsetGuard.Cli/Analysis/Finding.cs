using Microsoft.CodeAnalysis;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Analysis;

/// <summary>One mistake at one place, however many projects and target frameworks show it.</summary>
internal sealed record Finding
{
    public required RuleDescription Rule { get; init; }

    /// <summary>After .editorconfig and NoWarn, not the rule's default.</summary>
    public required DiagnosticSeverity Severity { get; init; }

    public required string Message { get; init; }

    public required CodePlace Place { get; init; }

    /// <summary>The member around it, for people: <c>OrderLoop.Run</c>.</summary>
    public required string Symbol { get; init; }

    public required ImmutableArray<FindingStep> Steps { get; init; }

    /// <summary>Survives edits elsewhere: rule, symbol, code of the steps, and an ordinal among equals. No path and no line.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The hash that GitHub uses to recognise a result.</summary>
    public required string LineHash { get; init; }

    /// <summary>Hidden by a pragma or a SuppressMessage attribute.</summary>
    public required bool IsSuppressed { get; init; }
}
