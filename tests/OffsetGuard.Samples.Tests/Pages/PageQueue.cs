using System.Threading.Channels;
using Confluent.Kafka;
using OffsetGuard.Chaos;

namespace SamplesTests.Pages;

/// <summary>A queue that a page writes records to, and the worker behind it, which passes on what it has processed.</summary>
internal sealed class PageQueue : IAsyncDisposable
{
    private readonly Channel<ConsumeResult<string, string>> _waiting = Channel.CreateUnbounded<ConsumeResult<string, string>>();
    private readonly Channel<ConsumeResult<string, string>> _done = Channel.CreateUnbounded<ConsumeResult<string, string>>();

    private readonly Task _working;

    public PageQueue(PageHandler handler, CancellationToken stopping) => _working = Task.Run(() => Work(handler, stopping), CancellationToken.None);

    public ChannelWriter<ConsumeResult<string, string>> Waiting => _waiting.Writer;

    public ChannelReader<ConsumeResult<string, string>> Done => _done.Reader;

    /// <summary>Lets the worker end the record in hand.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Work(PageHandler handler, CancellationToken stopping)
    {
        await foreach (var record in _waiting.Reader.ReadAllAsync(stopping))
        {
            while (!await TryProcess(handler, record))
            {
                // A record is handed over once, so the worker has to go on with it.
            }

            await _done.Writer.WriteAsync(record, stopping);
        }
    }

    private static async Task<bool> TryProcess(PageHandler handler, ConsumeResult<string, string> record)
    {
        try
        {
            await (Task)handler.Answer([record], typeof(Task))!;
            return true;
        }
        catch (InjectedFailureException)
        {
            return false;
        }
    }
}
