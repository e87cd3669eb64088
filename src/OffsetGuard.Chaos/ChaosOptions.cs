namespace OffsetGuard.Chaos;

/// <summary>Limits of a chaos test. They are printed with a failure when they are not the defaults.</summary>
public sealed record ChaosOptions
{
    /// <summary>How long, in virtual time, a killed process stays down. Default: 1 second.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The world is at rest when, for this long in virtual time, nothing was delivered, processed or committed. Default: 2 minutes,
    /// which is longer than a session timeout and an auto-commit interval.
    /// </summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long, in virtual time, an orderly stop may take before the processes are killed. Default: 1 minute.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long, in real time, a process may run without calling the world. Default: 30 seconds.</summary>
    public TimeSpan HangTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many calls the processes may make in one run, waits included. Default: 200,000.</summary>
    public int StepsMax { get; init; } = 200_000;

    /// <summary>How many threads of killed processes may refuse to end in one test; each costs some memory. Default: 1,000.</summary>
    public int LeakedThreadsMax { get; init; } = 1_000;

    /// <summary>How often a process that ends with an exception is started again. Default: 3.</summary>
    public int RestartsAfterFailureMax { get; init; } = 3;

    /// <summary>What the programs are held to. Default: <see cref="Promises.AtLeastOnce"/>.</summary>
    public Promises Promises { get; init; } = Promises.AtLeastOnce;

    /// <summary>What may go wrong. Default: everything that a consumer can survive without losing a record.</summary>
    public ChaosFaults Faults { get; init; } = ChaosFaults.Default;

    /// <summary>How many brokers the cluster has. With several, topics can have replicas, and brokers fail. Default: 1.</summary>
    public int BrokerCount { get; init; } = 1;

    /// <summary>How many single faults other than kills are explored at most; kills always all. Default: 400.</summary>
    public int SinglesMax { get; init; } = 400;

    /// <summary>How many pairs of faults are explored at most, the second one soon after the first. Default: 400.</summary>
    public int PairsMax { get; init; } = 400;

    /// <summary>How many runs draw their faults at random, up to six of them, each run from its own number. Default: 100.</summary>
    public int SwarmRuns { get; init; } = 100;

    /// <summary>How many different states after a kill are visited at most. Default: 1,000.</summary>
    public int ClosureMax { get; init; } = 1_000;

    /// <summary>How many worlds run side by side. It changes nothing but the time. Default: the number of processors, at most 8.</summary>
    public int Parallelism { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>
    /// A directory for counterexamples as pages that a browser shows, or null for none. Without it the variable
    /// <see cref="Chaos.HtmlVariable"/> counts. It is made when it does not exist; the text of the failure names the file. Default: null.
    /// </summary>
    public string? HtmlReport { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive, so that nothing could run.</exception>
    internal void RequireUsable()
    {
        ArgumentNullException.ThrowIfNull(Promises);
        ArgumentOutOfRangeException.ThrowIfLessThan(RestartDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(QuietPeriod, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StopTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HangTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(StepsMax, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(LeakedThreadsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(SinglesMax);
        ArgumentOutOfRangeException.ThrowIfNegative(PairsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(SwarmRuns);
        ArgumentOutOfRangeException.ThrowIfNegative(ClosureMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BrokerCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(RestartsAfterFailureMax);
    }
}
