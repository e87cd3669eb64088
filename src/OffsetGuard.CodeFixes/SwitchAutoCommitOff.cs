using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG2002: who commits by hand needs no timer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwitchAutoCommitOff))]
[Shared]
internal sealed class SwitchAutoCommitOff() : SetOption("EnableAutoCommit", "false")
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG2002.Id);
}
