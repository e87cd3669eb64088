using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Which code can have to do with a consumer at all. Answers are cheap and err on the side of yes.</summary>
internal sealed class ConsumerUsers(KafkaContext kafka)
{
    private static readonly string[] WordsOfWrappers =
        ["Consum", "Poll", "Receive", "Fetch", "Commit", "Ack", "StoreOffset", "Seek", "Checkpoint"];

    private readonly ConcurrentDictionary<IMethodSymbol, bool> consuming = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> wrapping = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> resuming = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> storing = new(SymbolEqualityComparer.Default);

    /// <summary>The method is written here and may return a record that it consumes, or consume and handle it.</summary>
    public bool MayConsume(IMethodSymbol method)
    {
        var declared = method.OriginalDefinition;
        if (declared.DeclaringSyntaxReferences.IsEmpty)
            return false;
        return declared.IsAbstract
            ? declared.ContainingType.TypeKind == TypeKind.Interface && HasWordOfWrapper(declared.Name)
            : consuming.GetOrAdd(declared, static m => Mentions.In(m, KafkaNames.Consume));
    }

    /// <summary>The method is written here, and its object or its caller gives it a consumer.</summary>
    public bool MayTouchConsumer(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return false;
        foreach (var parameter in method.Parameters)
        {
            if (kafka.IsConsumer(parameter.Type))
                return true;
        }

        return method.ContainingType is { } type
            && (type.TypeKind == TypeKind.Interface ? HasWordOfWrapper(method.Name) : wrapping.GetOrAdd(type.OriginalDefinition, Wraps));
    }

    /// <summary>The type stores offsets by hand.</summary>
    public bool StoresOffsets(INamedTypeSymbol? type) =>
        type is not null && storing.GetOrAdd(type.OriginalDefinition, static t => Mentions.In(t, KafkaNames.StoreOffset));

    /// <summary>The type takes up again what it has paused.</summary>
    public bool ResumesPartitions(INamedTypeSymbol? type) =>
        type is not null && resuming.GetOrAdd(type.OriginalDefinition, static t => Mentions.In(t, KafkaNames.Resume));

    private bool Wraps(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && !current.DeclaringSyntaxReferences.IsEmpty; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol field && kafka.IsConsumer(field.Type)
                    || member is IPropertySymbol property && kafka.IsConsumer(property.Type)
                    || member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && TakesConsumer(constructor))
                    return true;
            }
        }

        return false;
    }

    private bool TakesConsumer(IMethodSymbol constructor)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (kafka.IsConsumer(parameter.Type))
                return true;
        }

        return false;
    }

    private static bool HasWordOfWrapper(string name)
    {
        foreach (var word in WordsOfWrappers)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
