using System.Text;
using Confluent.Kafka;
using OffsetGuard.Chaos.Worlds;

namespace SamplesTests.Pages;

/// <summary>
/// What the code of a page is led to instead of the real client and the real clock: see <see cref="PageRewriter"/>. Public, because the code
/// of a page is an assembly of its own.
/// </summary>
public static class PageProcess
{
    private static readonly AsyncLocal<ProcessContext> s_context = new();

    internal static ProcessContext Context
    {
        get => s_context.Value ?? throw new InvalidOperationException("This code runs outside of a process of a world.");
        set => s_context.Value = value;
    }

    /// <summary>Every process of a world has a machine of its own, and comes back to it.</summary>
    public static string MachineName => Context.Name;

    /// <summary>One that no other life of any process of the world has, and the same in every run of the world.</summary>
    public static Guid NewGuid() =>
        new(Context.IncarnationNumber, 0, 0, [.. Encoding.UTF8.GetBytes(Context.Name.PadRight(8)).TakeLast(8)]);

    public static ConsumerBuilder<TKey, TValue> ConsumerBuilder<TKey, TValue>(IEnumerable<KeyValuePair<string, string>> config) =>
        Context.ConsumerBuilder<TKey, TValue>(config);

    public static ProducerBuilder<TKey, TValue> ProducerBuilder<TKey, TValue>(IEnumerable<KeyValuePair<string, string>> config) =>
        Context.ProducerBuilder<TKey, TValue>(config);

    public static Task Delay(int milliseconds, CancellationToken cancellation = default) =>
        Delay(TimeSpan.FromMilliseconds(milliseconds), cancellation);

    public static Task Delay(TimeSpan time, CancellationToken cancellation = default) => Task.Delay(time, Context.TimeProvider, cancellation);

    public static void Sleep(int milliseconds) => Sleep(TimeSpan.FromMilliseconds(milliseconds));

    public static void Sleep(TimeSpan time) => Delay(time).GetAwaiter().GetResult();
}
