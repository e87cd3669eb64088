using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>What a rule found: where to look first, what to say, and the path that leads to it.</summary>
internal sealed class Finding
{
    private readonly Location primary;
    private readonly object[] messageArguments;
    private readonly ImmutableArray<(Location Location, string Text)> steps;

    private Finding(Location primary, object[] messageArguments, ImmutableArray<(Location, string)> steps)
    {
        this.primary = primary;
        this.messageArguments = messageArguments;
        this.steps = steps;
    }

    public Location Primary => primary;

    public static Finding At(Location primary, params object[] messageArguments) =>
        new(primary, messageArguments, ImmutableArray<(Location, string)>.Empty);

    /// <summary>Adds the next step of the path.</summary>
    public Finding Step(Location location, string text) => new(primary, messageArguments, steps.Add((location, text)));

    /// <summary>Step n is additional location n, and its text is property <c>og.step.n</c>.</summary>
    public Diagnostic ToDiagnostic(DiagnosticDescriptor descriptor)
    {
        var locations = ImmutableArray.CreateBuilder<Location>(steps.Length);
        var texts = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        for (var step = 0; step < steps.Length; step++)
        {
            locations.Add(steps[step].Location);
            texts.Add("og.step." + step.ToString(CultureInfo.InvariantCulture), steps[step].Text);
        }

        return Diagnostic.Create(descriptor, primary, locations, texts.ToImmutable(), messageArguments);
    }
}
