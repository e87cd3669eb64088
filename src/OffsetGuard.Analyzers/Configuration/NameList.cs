using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Analyzers.Configuration;

/// <summary>An option of <c>.editorconfig</c>: names of methods, with or without their type, separated by commas or bars.</summary>
/// <param name="Key">The key of the option.</param>
/// <param name="Meaning">What a method of the list does.</param>
internal sealed record NameList(string Key, string Meaning)
{
    private static readonly SymbolDisplayFormat TypeName =
        SymbolDisplayFormat.CSharpErrorMessageFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    private static readonly char[] Separators = [',', '|'];

    /// <summary>The value of the option: of the file if it has one, else of the whole project. Empty by default.</summary>
    public ImmutableArray<string> In(AnalyzerConfigOptionsProvider options, SyntaxTree? tree)
    {
        string? value = null;
        if (tree is null || !options.GetOptions(tree).TryGetValue(Key, out value))
            options.GlobalOptions.TryGetValue(Key, out value);
        return Parse(value);
    }

    /// <summary>"Save", "Warehouse.Save" and "Shop.Warehouse.Save" all name the method Save of Shop.Warehouse.</summary>
    public static bool Names(ImmutableArray<string> names, IMethodSymbol method)
    {
        foreach (var name in names)
        {
            if (name == method.Name || name.EndsWith("." + method.Name, StringComparison.Ordinal) && IsMethodOf(method, name))
                return true;
        }

        return false;
    }

    private static bool IsMethodOf(IMethodSymbol method, string name)
    {
        var full = method.ContainingType?.ToDisplayString(TypeName) + "." + method.Name;
        return full == name || full.EndsWith("." + name, StringComparison.Ordinal);
    }

    private static ImmutableArray<string> Parse(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return ImmutableArray<string>.Empty;
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var name in value!.Split(Separators))
        {
            if (name.Trim() is { Length: > 0 } trimmed)
                names.Add(trimmed);
        }

        return names.ToImmutable();
    }
}
