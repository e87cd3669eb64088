using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG2003: StoreOffset is for those who store every offset themselves.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwitchAutoOffsetStoreOff))]
[Shared]
internal sealed class SwitchAutoOffsetStoreOff() : SetOption("EnableAutoOffsetStore", "false")
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG2003.Id);
}
