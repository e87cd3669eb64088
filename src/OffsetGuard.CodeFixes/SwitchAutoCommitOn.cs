using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG2005: a timer commits what the code stores.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwitchAutoCommitOn))]
[Shared]
internal sealed class SwitchAutoCommitOn() : SetOption("EnableAutoCommit", "true")
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG2005.Id);
}
