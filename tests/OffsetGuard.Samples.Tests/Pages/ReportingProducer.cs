using System.Reflection;
using Confluent.Kafka;

namespace SamplesTests.Pages;

/// <summary>Where a loop hands its records on to another topic, a record is processed when the broker has confirmed what was made of it.</summary>
public class ReportingProducer : DispatchProxy
{
    private IProducer<string, string>? _producer;
    private Action<string>? _confirmed;

    internal static IProducer<string, string> Around(IProducer<string, string> producer, Action<string> confirmed)
    {
        var proxy = Create<IProducer<string, string>, ReportingProducer>();
        var reporting = (ReportingProducer)proxy;
        (reporting._producer, reporting._confirmed) = (producer, confirmed);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IProducer<,>.ProduceAsync))
            return ConfirmLater((Task<DeliveryResult<string, string>>)Call(targetMethod, args)!);
        if (targetMethod.Name == nameof(IProducer<,>.Produce))
            args![2] = Reporting((Action<DeliveryReport<string, string>>?)args[2]);
        return Call(targetMethod, args);
    }

    private object? Call(MethodInfo method, object?[]? args) =>
        method.Invoke(_producer, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);

    private async Task<DeliveryResult<string, string>> ConfirmLater(Task<DeliveryResult<string, string>> sent)
    {
        var result = await sent;
        _confirmed!(result.Value);
        return result;
    }

    private Action<DeliveryReport<string, string>> Reporting(Action<DeliveryReport<string, string>>? handler) => report =>
    {
        if (!report.Error.IsError)
            _confirmed!(report.Value);
        handler?.Invoke(report);
    };
}
