using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Loops;

/// <summary>A commit, what is known of its consumer, and the code around it.</summary>
/// <param name="Call">The commit.</param>
/// <param name="Consumer">The variable of the consumer.</param>
/// <param name="Configs">Knows consumers and their configurations.</param>
/// <param name="Code">Everything that the type around it does.</param>
internal sealed record CommitCall(IInvocationOperation Call, ISymbol Consumer, ConsumerConfigReader Configs, VariableWrites Code)
{
    public int LineNumber => Call.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Every commit that the type makes, on whichever consumer.</summary>
    public IEnumerable<IOperation> AllOfType
    {
        get
        {
            foreach (var overload in Call.TargetMethod.OriginalDefinition.ContainingType.GetMembers(KafkaNames.Commit))
            {
                foreach (var call in Code.CallsOf((IMethodSymbol)overload))
                    yield return call;
            }
        }
    }

    /// <summary>The client commits nothing by itself, and no code but that of this type can commit.</summary>
    public bool IsOnlyByHand
    {
        get
        {
            var config = Configs.FactsOf(Consumer);
            return config is { AutoCommit.IsOff: true, Build: IInvocationOperation build } && !Configs.UseOf(Consumer).IsShared
                && !HandlersMayCommit(build);
        }
    }

    /// <summary>Null when the consumer is an expression.</summary>
    public static CommitCall? Of(IInvocationOperation call, ISymbol member, ConsumerConfigReader configs, CodeOfTypes code) =>
        VariableWrites.VariableOf(call.Instance) is { ContainingType: not null } consumer && member.ContainingType is { } type
            ? new CommitCall(call, consumer, configs, code.Of(type))
            : null;

    // Lambdas of this type are part of its code; other methods may do anything.
    private static bool HandlersMayCommit(IInvocationOperation build)
    {
        for (var setter = build.Instance as IInvocationOperation; setter is not null; setter = setter.Instance as IInvocationOperation)
        {
            if (RebalanceHandler.Of(setter) is null)
                continue;
            if (setter.Arguments[0].Value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }
                || Mentions.In(lambda.Syntax, KafkaNames.Commit))
                return true;
        }

        return false;
    }
}
