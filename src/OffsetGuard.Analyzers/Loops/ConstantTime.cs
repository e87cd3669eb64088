using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Loops;

/// <summary>Lengths of time that the source writes down: numbers of milliseconds, and <see cref="TimeSpan"/>s made of constants.</summary>
internal static class ConstantTime
{
    /// <summary>The time in milliseconds; null when it is not known, or when it is no length of time, as that of an endless wait.</summary>
    public static double? FindMilliseconds(IOperation value, VariableWrites code)
    {
        var known = VariableWrites.Unconverted(value);
        if (VariableWrites.VariableOf(known) is { } variable and not IParameterSymbol && known!.ConstantValue is not { HasValue: true })
            known = VariableWrites.Unconverted(code.FindOnlyValue(variable));

        var milliseconds = known switch
        {
            IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: nameof(TimeSpan) } } factory
                when name.StartsWith("From", StringComparison.Ordinal) => SumOf(factory.Arguments, name.Substring("From".Length)),
            IObjectCreationOperation { Type.Name: nameof(TimeSpan) } creation => SumOf(creation.Arguments, unitOfValue: ""),
            { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => NumberIn(known),
            _ => null,
        };
        return milliseconds > 0 ? milliseconds : null;
    }

    // FromMinutes(10), FromMinutes(minutes: 1, seconds: 30), new TimeSpan(0, 10, 0): a parameter is named after its unit.
    private static double? SumOf(IReadOnlyList<IArgumentOperation> arguments, string unitOfValue)
    {
        double sum = 0;
        foreach (var argument in arguments)
        {
            var unit = argument.Parameter?.Name is null or "value" ? unitOfValue : argument.Parameter.Name;
            if (MillisecondsPer(unit.ToUpperInvariant()) is not { } milliseconds || NumberIn(argument.Value) is not { } count)
                return null;
            sum += count * milliseconds;
        }

        return sum;
    }

    private static double? MillisecondsPer(string unit) => unit switch
    {
        "DAYS" => 86_400_000,
        "HOURS" => 3_600_000,
        "MINUTES" => 60_000,
        "SECONDS" => 1_000,
        "MILLISECONDS" => 1,
        "MICROSECONDS" => 0.001,
        "TICKS" => 0.0001,
        _ => null,
    };

    private static double? NumberIn(IOperation value) => VariableWrites.Unconverted(value)?.ConstantValue switch
    {
        { HasValue: true, Value: int number } => number,
        { HasValue: true, Value: long number } => number,
        { HasValue: true, Value: double number } => number,
        _ => null,
    };
}
