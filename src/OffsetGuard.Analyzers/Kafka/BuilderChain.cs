using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>What is set on a builder before it builds: in one chain of calls, or on a variable that holds it.</summary>
internal sealed class BuilderChain(KafkaApi api, CodeOfTypes code)
{
    // Chains are short; a longer walk means that variables are defined by each other.
    private const int StepsMax = 64;

    /// <summary>A handler for assigned partitions may say where they begin, or the builder comes from somewhere else.</summary>
    public bool MayChooseOffsets(IInvocationOperation build)
    {
        var builder = VariableWrites.Unconverted(build.Instance);
        for (var step = 0; step < StepsMax; step++)
        {
            switch (builder)
            {
                case IObjectCreationOperation:
                    return false;
                case IInvocationOperation call when api.Kafka.IsConsumerBuilder(call.Instance?.Type):
                    if (SetsOffsets(call))
                        return true;
                    builder = VariableWrites.Unconverted(call.Instance);
                    break;
                case ILocalReferenceOperation { Local: var local }:
                    var writes = code.Of(local.ContainingType);
                    if (writes.ReferencesTo(local).Any(reference => reference.Parent is not IInvocationOperation call || SetsOffsets(call)))
                        return true;
                    builder = VariableWrites.Unconverted(writes.FindOnlyValue(local));
                    break;
                default:
                    return true;
            }
        }

        return true;
    }

    private bool SetsOffsets(IInvocationOperation call) =>
        call.TargetMethod.Name == KafkaNames.SetPartitionsAssignedHandler && !OnlyLooks(call.Arguments[0].Value);

    // A lambda that returns nothing and neither assigns nor seeks.
    private bool OnlyLooks(IOperation handler) =>
        handler is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.ReturnsVoid: true } lambda }
        && !lambda.Body.Descendants().OfType<IInvocationOperation>().Any(call =>
            api.RoleOf(call.TargetMethod) is CallRole.Seek or CallRole.ChangeAssignment || IsGivenConsumer(call));

    private bool IsGivenConsumer(IInvocationOperation call) =>
        call.Arguments.Any(argument => api.Kafka.IsConsumer(VariableWrites.Unconverted(argument.Value)?.Type));
}
