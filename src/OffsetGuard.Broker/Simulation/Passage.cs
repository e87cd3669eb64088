using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Simulation;

/// <summary>What can happen to a message between a client and a broker.</summary>
internal enum PassageKind
{
    /// <summary>It arrives at once.</summary>
    Deliver,

    /// <summary>It never arrives: whoever waits for a reply waits until the request times out.</summary>
    Lose,

    /// <summary>It arrives after <see cref="Passage.Time"/>.</summary>
    Delay,

    /// <summary>A request arrives at once, and once more after <see cref="Passage.Time"/>.</summary>
    Duplicate,

    /// <summary>It waits at <see cref="Passage.Gate"/> until that is opened.</summary>
    Hold,

    /// <summary>A request is answered with <see cref="Passage.Reply"/> and has no effect; of a reply, this one arrives instead.</summary>
    Answer,

    /// <summary><see cref="Passage.Request"/> arrives in place of the request that was sent.</summary>
    Replace,
}

/// <summary>What happens to one message on its way; the default is that it arrives.</summary>
internal readonly struct Passage
{
    private readonly object? _subject;

    private Passage(PassageKind kind, TimeSpan time = default, object? subject = null) => (Kind, Time, _subject) = (kind, time, subject);

    public static Passage Deliver => default;

    public static Passage Lose => new(PassageKind.Lose);

    public PassageKind Kind { get; }

    /// <summary>Virtual time.</summary>
    public TimeSpan Time { get; }

    public Gate Gate => (Gate)_subject!;

    public Reply Reply => (Reply)_subject!;

    public Request Request => (Request)_subject!;

    public static Passage Delay(TimeSpan time) => new(PassageKind.Delay, time);

    public static Passage Duplicate(TimeSpan later) => new(PassageKind.Duplicate, later);

    public static Passage Hold(Gate gate) => new(PassageKind.Hold, subject: gate);

    public static Passage Answer(Reply reply) => new(PassageKind.Answer, subject: reply);

    public static Passage Replace(Request request) => new(PassageKind.Replace, subject: request);
}
