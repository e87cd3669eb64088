using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>What the code of a compilation puts into a service collection. It is looked for once, when an injected value leads here.</summary>
internal sealed class Registrations
{
    private static readonly ImmutableHashSet<string> OfServices = ImmutableHashSet.Create(
        StringComparer.Ordinal, "AddSingleton", "AddScoped", "AddTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient");

    private static readonly ImmutableHashSet<string> OfOptions = ImmutableHashSet.Create(
        StringComparer.Ordinal, "Configure", "PostConfigure", "ConfigureAll", "PostConfigureAll", "Bind", "BindConfiguration");

    private readonly CodeOfTypes code;
    private readonly Lazy<ImmutableArray<IInvocationOperation>> calls;

    public Registrations(CodeOfTypes code)
    {
        this.code = code;
        calls = new Lazy<ImmutableArray<IInvocationOperation>>(Find);
    }

    /// <summary>The one value, or the factory of it, that is registered for a service; null when there is none or more than one.</summary>
    public IOperation? FindService(ITypeSymbol service, INamedTypeSymbol receiver)
    {
        IInvocationOperation? only = null;
        foreach (var call in calls.Value)
        {
            if (!OfServices.Contains(call.TargetMethod.Name) || !IsSame(TypeOf(call), service))
                continue;
            if (only is not null)
                return null;
            only = call;
        }

        // Somebody who makes the receiver by hand may give it another value.
        return only is { Arguments.Length: 2 } && !code.IsCreatedByHand(receiver) ? only.Arguments[1].Value : null;
    }

    /// <summary>Everything that configures options of the type, in the order in which it is written.</summary>
    public IEnumerable<IInvocationOperation> ConfigurationsOf(ITypeSymbol options)
    {
        foreach (var call in calls.Value)
        {
            if (OfOptions.Contains(call.TargetMethod.Name) && IsSame(TypeOf(call), options))
                yield return call;
        }
    }

    /// <summary><c>IOptions&lt;T&gt;.Value</c> and its like.</summary>
    public static bool IsOptionsValue(IPropertyReferenceOperation property) =>
        property.Property is { Name: "Value" or "CurrentValue", ContainingType: { Name: "IOptions" or "IOptionsSnapshot" or "IOptionsMonitor" } };

    /// <summary>The method puts something into a service collection, or configures what is in it.</summary>
    public static bool IsRegistration(IMethodSymbol method) => (OfServices.Contains(method.Name) || OfOptions.Contains(method.Name))
        && method.ContainingNamespace.ToString().StartsWith("Microsoft.Extensions", StringComparison.Ordinal);

    private static bool IsSame(ITypeSymbol? left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    // OptionsBuilder<T>.Configure<TDependency> is about T.
    private static ITypeSymbol? TypeOf(IInvocationOperation call) => call.TargetMethod switch
    {
        { ContainingType: { Name: "OptionsBuilder", TypeArguments: { Length: 1 } options } } => options[0],
        { TypeArguments: { Length: 1 } services } => services[0],
        _ => null,
    };

    private ImmutableArray<IInvocationOperation> Find() => ImmutableArray.CreateRange(
        code.TypesThatCall(name => OfServices.Contains(name) || OfOptions.Contains(name))
            .SelectMany(type => code.Of(type).Invocations.OrderBy(call => call.Syntax.SpanStart))
            .Where(call => IsRegistration(call.TargetMethod)));
}
