using OffsetGuard.Chaos.Worlds;

namespace SamplesTests.Pages;

/// <summary>The processing of a page. A synchronous one is done when it returns, an asynchronous one a moment after it has begun.</summary>
internal sealed class PageHandler(Action<object?> process, ProcessContext context)
{
    private static readonly TimeSpan s_asyncDuration = TimeSpan.FromSeconds(1);

    /// <summary>What a call with these arguments returns: nothing, success, a task of it, or the default.</summary>
    public object? Answer(object?[] given, Type returned)
    {
        if (returned == typeof(Task))
            return ProcessLater(given, result: true);
        if (returned == typeof(ValueTask))
            return new ValueTask(ProcessLater(given, result: true));
        if (returned == typeof(Task<bool>))
            return ProcessLater(given, result: true);

        Process(given);
        return returned == typeof(bool) ? true : returned.IsValueType && returned != typeof(void) ? Activator.CreateInstance(returned) : null;
    }

    private async Task<T> ProcessLater<T>(object?[] given, T result)
    {
        await Task.Delay(s_asyncDuration, context.TimeProvider);
        Process(given);
        return result;
    }

    private void Process(object?[] given)
    {
        foreach (var argument in given)
        {
            if (argument is not CancellationToken)
                process(argument);
        }
    }
}
