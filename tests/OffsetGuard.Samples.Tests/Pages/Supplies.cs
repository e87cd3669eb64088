using System.Linq.Expressions;
using System.Reflection;
using System.Threading.Channels;
using Confluent.Kafka;
using OffsetGuard.Chaos.Worlds;

namespace SamplesTests.Pages;

/// <summary>What the constructor of a loop on a page asks for, by type.</summary>
internal sealed class Supplies(PageProgram program, ProcessContext context, RecordReports reports) : IAsyncDisposable
{
    private readonly List<IDisposable> _clients = [];
    private PageQueue? _queue;

    private PageQueue Queue => _queue ??= new PageQueue(Handler(isLog: false), context.Stopping);

    public object?[] For(ConstructorInfo constructor) => [.. constructor.GetParameters().Select(Create)];

    public async ValueTask DisposeAsync()
    {
        if (_queue is not null)
            await _queue.DisposeAsync();
        foreach (var client in _clients)
        {
            (client as IConsumer<string, string>)?.Close();
            client.Dispose();
        }
    }

    private object? Create(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(IConsumer<string, string>))
            return Keep(Consumer());
        if (type == typeof(IProducer<string, string>))
            return Producer(new ProducerConfig());
        if (type == typeof(Func<ConsumerConfig, ConsumerBuilder<string, string>>))
            return (Func<ConsumerConfig, ConsumerBuilder<string, string>>)(context.ConsumerBuilder<string, string>);
        if (type == typeof(ConsumerConfig))
            return Config();
        if (type == typeof(ChannelWriter<ConsumeResult<string, string>>))
            return Queue.Waiting;
        if (type == typeof(ChannelReader<ConsumeResult<string, string>>))
            return Queue.Done;
        if (type == typeof(TimeProvider))
            return context.TimeProvider;
        if (type == typeof(string))
            return program.Topic;
        return type.IsValueType ? Activator.CreateInstance(type) : Handler(parameter);
    }

    /// <summary>The consumer that a host would inject: subscribed, and configured for the calls that the code makes.</summary>
    private IConsumer<string, string> Consumer()
    {
        var consumer = context.ConsumerBuilder<string, string>(Config()).Build();
        consumer.Subscribe(program.Topic);
        return consumer;
    }

    private ConsumerConfig Config() => new()
    {
        GroupId = program.Group,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = program.StoresOffsets,
        EnableAutoOffsetStore = !program.StoresOffsets,
    };

    private IProducer<string, string> Producer(ProducerConfig config)
    {
        var producer = Keep(context.ProducerBuilder<string, string>(config).Build());
        return ReportingProducer.Around(producer, value => reports.Process(value, context));
    }

    private TClient Keep<TClient>(TClient client)
        where TClient : IDisposable
    {
        _clients.Add(client);
        return client;
    }

    // A log is told of records too, and is no processing.
    private object Handler(ParameterInfo parameter)
    {
        var handler = Handler(isLog: parameter.Name!.Contains("log", StringComparison.OrdinalIgnoreCase));
        return typeof(Delegate).IsAssignableFrom(parameter.ParameterType)
            ? DelegateTo(handler, parameter.ParameterType)
            : HandlerProxy.Create(parameter.ParameterType, handler);
    }

    private PageHandler Handler(bool isLog) => new(isLog ? _ => { } : given => reports.Process(given, context), context);

    private static Delegate DelegateTo(PageHandler handler, Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToArray();
        var given = Expression.NewArrayInit(typeof(object), parameters.Select(p => Expression.Convert(p, typeof(object))));
        Expression call = Expression.Call(
            Expression.Constant(handler), nameof(PageHandler.Answer), typeArguments: null, given, Expression.Constant(invoke.ReturnType));
        var body = invoke.ReturnType == typeof(void) ? call : Expression.Convert(call, invoke.ReturnType);
        return Expression.Lambda(type, body, parameters).Compile();
    }
}
