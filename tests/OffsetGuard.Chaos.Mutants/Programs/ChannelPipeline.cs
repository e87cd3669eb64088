using System.Threading.Channels;

namespace ChaosMutants.Programs;

/// <summary>One task reads, a bounded channel buffers, another task handles and stores the offset.</summary>
[Program("channel pipeline", Records = 4, Keeps = [Promise.CleanHandOver])]
internal class ChannelPipeline(ProcessContext context) : ConsumerProgram(context)
{
    private Task _handling = Task.CompletedTask;

    protected override ConsumerConfig Config => new(base.Config) { EnableAutoCommit = true, EnableAutoOffsetStore = false };

    protected Channel<Item> Items { get; private set; } = null!;

    protected Consumer Consumer { get; private set; } = null!;

    /// <summary>An order, or a mark that says how far the handling has come.</summary>
    protected sealed record Item(Order? Order, TaskCompletionSource? Reached);

    public override async Task RunAsync()
    {
        Items = NewChannel();
        using var consumer = Consumer = NewConsumer()
            .SetPartitionsRevokedHandler((_, _) => Revoked())
            .SetPartitionsLostHandler((_, _) => { })
            .Build();
        consumer.Subscribe("orders");
        _handling = Task.Run(HandleAllAsync);
        await ReadAllAsync();
        await LeaveAsync();
    }

    protected virtual Channel<Item> NewChannel() => Channel.CreateBounded<Item>(1);

    protected virtual async Task ReadAllAsync()
    {
        while (!Stopping.IsCancellationRequested && !HasFailed)
        {
            if (Consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } order)
                await PassAsync(order);
        }
    }

    /// <summary>Whether the other half has stopped working.</summary>
    protected virtual bool HasFailed => _handling.IsFaulted;

    protected virtual async Task PassAsync(Order order)
    {
        var passing = Items.Writer.WriteAsync(new Item(order, null)).AsTask();
        if (await Task.WhenAny(passing, _handling) == _handling)
            await _handling;
    }

    protected virtual async Task HandleAllAsync()
    {
        await foreach (var item in Items.Reader.ReadAllAsync())
        {
            item.Reached?.SetResult();
            if (item.Order is { } order)
                await CompleteAsync(order);
        }
    }

    protected virtual async Task CompleteAsync(Order order)
    {
        await HandleAsync(order);
        Store(order);
    }

    protected void Store(Order order)
    {
        try
        {
            Consumer.StoreOffset(order);
        }
        catch (KafkaException lost) when (lost.Error.Code == ErrorCode.Local_State)
        {
            // The partition is somebody else's: who will handle the order again.
        }
    }

    /// <summary>Everything that is in the channel is handled before somebody else may have it.</summary>
    protected virtual void Revoked()
    {
        var reached = new TaskCompletionSource();
        if (Items.Writer.WriteAsync(new Item(null, reached)) is { IsCompleted: false } writing)
            Task.WaitAny(writing.AsTask(), _handling);
        Task.WaitAny(reached.Task, _handling);
    }

    /// <summary>Closes when the channel is empty, so that the last offsets are stored.</summary>
    protected virtual async Task LeaveAsync()
    {
        Items.Writer.TryComplete();
        await _handling;
        Consumer.Close();
    }
}
