using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Testing.Faults;

/// <summary>
/// Narrows down which requests a fault is for, and arms it with what shall happen to them. Every part that is left out matches everything.
/// </summary>
/// <example>
/// <code>
/// kafka.Faults.On(Operation.Commit).Group("billing").LoseReply();
/// </code>
/// </example>
public sealed class FaultBuilder
{
    private readonly FaultPlan _plan;
    private readonly string _armedAt;
    private readonly FaultScope _scope;

    internal FaultBuilder(FaultPlan plan, FaultScope scope, string armedAt) => (_plan, _scope, _armedAt) = (plan, scope, armedAt);

    /// <summary>Only requests that name this topic.</summary>
    /// <param name="topic">The topic; it need not exist yet.</param>
    /// <exception cref="InvalidOperationException">Requests of this operation name no topic.</exception>
    public FaultBuilder Topic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        Require(RequestFacts.NamesTopics(_scope.Operation), "topics");
        return With(_scope with { Topic = topic });
    }

    /// <summary>
    /// Only requests that name a partition with this number. A request for several partitions that is refused, is refused for these only:
    /// the others succeed (<see cref="Operation.Commit"/>, <see cref="Operation.SendOffsets"/>).
    /// </summary>
    /// <param name="partition">The number, not negative.</param>
    /// <exception cref="InvalidOperationException">Requests of this operation name no partition.</exception>
    public FaultBuilder Partition(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        Require(RequestFacts.NamesPartitions(_scope.Operation), "partitions");
        return With(_scope with { Partition = partition });
    }

    /// <inheritdoc cref="Partition(int)"/>
    /// <param name="topic">Its topic.</param>
    /// <param name="partition">The number, not negative.</param>
    public FaultBuilder Partition(string topic, int partition) => Topic(topic).Partition(partition);

    /// <summary>Only requests of this consumer group.</summary>
    /// <param name="groupId">Its group.id.</param>
    /// <exception cref="InvalidOperationException">Requests of this operation name no group.</exception>
    public FaultBuilder Group(string groupId)
    {
        ArgumentNullException.ThrowIfNull(groupId);
        Require(RequestFacts.NamesGroups(_scope.Operation), "groups");
        return With(_scope with { Group = groupId });
    }

    /// <summary>Only requests of one client.</summary>
    /// <param name="name">A client.id, or the <see cref="IClient.Name"/> of one client among several with the same client.id.</param>
    public FaultBuilder Client(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return With(_scope with { Client = name });
    }

    /// <summary>Not the first matching request from now on, but a later one.</summary>
    /// <param name="number">Which, counted from 1. Requests that another fault meets count too.</param>
    public FaultBuilder Occurrence(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return With(_scope with { Occurrence = number });
    }

    /// <summary>The broker refuses the request: it has no effect, and the client learns why.</summary>
    /// <param name="error">A code that brokers send.</param>
    /// <exception cref="ArgumentException">No broker sends this code; the message says what to use in its place.</exception>
    public Fault Fail(ErrorCode error) => Arm(FaultEffect.Refuse(ToBroker(error)));

    /// <summary>The request takes effect, and the broker says that it failed.</summary>
    /// <inheritdoc cref="Fail"/>
    public Fault FailAfterEffect(ErrorCode error) => Arm(FaultEffect.RefuseAfterwards(ToBroker(error)));

    /// <summary>The request never arrives: no effect, and no reply until the client's time-out.</summary>
    public Fault LoseRequest() => Arm(new FaultEffect("lose the request", IsAfterwards: false, _ => Passage.Lose));

    /// <summary>The request takes effect, and the client never learns of it: it waits until its time-out, and may ask again.</summary>
    public Fault LoseReply() => Arm(new FaultEffect("lose the reply", IsAfterwards: true, _ => Passage.Lose));

    /// <summary>The request arrives later; what the client sends meanwhile overtakes it.</summary>
    /// <param name="time">How much later, in virtual time; more than zero.</param>
    public Fault Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return Arm(new FaultEffect($"delay the request by {Seconds(time)}", IsAfterwards: false, _ => Passage.Delay(time)));
    }

    /// <summary>The request takes effect at once, and its reply arrives later.</summary>
    /// <inheritdoc cref="Delay"/>
    public Fault DelayReply(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return Arm(new FaultEffect($"delay the reply by {Seconds(time)}", IsAfterwards: true, _ => Passage.Delay(time)));
    }

    /// <summary>The request arrives twice; the client sees the first reply only.</summary>
    public Fault Duplicate() => Duplicate(TimeSpan.Zero);

    /// <summary>The request arrives at once and again later, as a network may repeat what it holds.</summary>
    /// <param name="later">How much later, in virtual time; not negative.</param>
    public Fault Duplicate(TimeSpan later)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(later, TimeSpan.Zero);
        var when = later > TimeSpan.Zero ? $" again {Seconds(later)} later" : " twice";
        return Arm(new FaultEffect($"let the request arrive{when}", IsAfterwards: false, _ => Passage.Duplicate(later)));
    }

    /// <summary>Holds every matching request until the barrier is released. Virtual time goes on meanwhile, and clients time out.</summary>
    public PauseBarrier Pause()
    {
        var gate = new Gate();
        return new PauseBarrier(_plan, Arm(new FaultEffect("hold the request", IsAfterwards: false, _ => Passage.Hold(gate))).Always(), gate);
    }

    /// <summary>Lets every matching request take effect, and holds its reply until the barrier is released.</summary>
    public PauseBarrier PauseReply()
    {
        var gate = new Gate();
        return new PauseBarrier(_plan, Arm(new FaultEffect("hold the reply", IsAfterwards: true, _ => Passage.Hold(gate))).Always(), gate);
    }

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds} s");

    private static BrokerError ToBroker(ErrorCode error)
    {
        if (error == ErrorCode.NoError)
            throw new ArgumentException("NoError is no failure. Leave the fault out, or name the code that the broker shall answer with.", nameof(error));
        if (error < ErrorCode.Unknown)
        {
            throw new ArgumentException(
                $"{error} is made by the client; no broker sends it. Bring it about instead: LoseRequest() or LoseReply() let the client "
                + "time out, Delay(time) lets it wait, and Fail takes the codes without 'Local_'.",
                nameof(error));
        }

        return (BrokerError)error;
    }

    private FaultBuilder With(FaultScope scope) => new(_plan, scope, _armedAt);

    private void Require(bool isNamed, string what)
    {
        if (!isNamed)
        {
            throw new InvalidOperationException(
                $"{_scope.Operation} requests name no {what}, so the fault could never fire. Scope it by {Alternatives()} instead.");
        }
    }

    private string Alternatives() =>
        (RequestFacts.NamesGroups(_scope.Operation) ? "Group or " : "") + (RequestFacts.NamesTopics(_scope.Operation) ? "Topic or " : "") + "Client";

    private Fault Arm(FaultEffect effect)
    {
        var fault = new Fault(_scope, effect, _armedAt);
        _plan.Arm(fault);
        return fault;
    }
}
