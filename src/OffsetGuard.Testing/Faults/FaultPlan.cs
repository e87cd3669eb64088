using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing.Faults;

/// <summary>The faults of one cluster: what goes wrong between its clients and its brokers. Without a fault nothing does, and it costs nothing.</summary>
/// <remarks>
/// A request meets at most one fault: the first one in the order of arming whose turn it is. What the test itself asks
/// (<see cref="FakeKafka.CreateTopic(string, int)"/>, <see cref="FakeKafka.Produce"/>) meets none.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FaultPlan
{
    private readonly IClientHost _host;
    private readonly List<Fault> _faults = [];
    private readonly SeenRequests _seen = new();

    internal FaultPlan(IClientHost host) => _host = host;

    /// <summary>All faults that were ever armed, in that order.</summary>
    public IReadOnlyList<Fault> All => [.. _faults];

    /// <summary>Begins a fault for requests of one kind.</summary>
    /// <param name="operation">The kind.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public FaultBuilder On(Operation operation, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Enum.IsDefined(operation)
            ? new FaultBuilder(this, new FaultScope(operation), $"{FileName(file)}:{line}")
            : throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no such operation.");

    /// <summary>Passes when every fault has fired as often as it was armed for; faults that were disarmed do not count.</summary>
    /// <exception cref="UnfiredFaultException">One has not; the message says which, where it was armed, and what was seen instead.</exception>
    public void AssertAllFired()
    {
        string? message = null;
        _host.Change(_ => message = DescribeUnfired());
        if (message is not null)
            throw new UnfiredFaultException(message);
    }

    /// <summary>Ends all faults; what waits at barriers still waits.</summary>
    public void DisarmAll() => _host.Change(_ => _faults.ForEach(f => f.Disarm()));

    /// <inheritdoc/>
    public override string ToString() => _faults.Count == 0 ? "no faults" : string.Join(Environment.NewLine, _faults);

    internal void Arm(Fault fault) => _host.Change(_ =>
    {
        if (_faults.Count == 0)
            _host.Cluster.Wire = new FaultWire(_host.Cluster.Wire, this, _host.Cluster);
        _faults.Add(fault);
    });

    internal void Release(Fault fault, Gate gate)
    {
        fault.Disarm();
        _host.Change(_ => _host.Cluster.Open(gate));
    }

    /// <summary>Finds the fault that a request meets, and counts the request for all others.</summary>
    internal Fault? Next(in RequestFacts request, string clientName)
    {
        _seen.Add(request, clientName);
        Fault? next = null;
        foreach (var fault in _faults)
        {
            if (fault.IsArmed && fault.Scope.Matches(request, clientName) && fault.IsDue())
                next ??= fault;
        }

        next?.Take();
        return next;
    }

    private string? DescribeUnfired()
    {
        var unfired = _faults.FindAll(f => f is { IsArmed: true, HasFired: false });
        if (unfired.Count == 0)
            return null;

        var text = new StringBuilder().Append(unfired.Count == 1 ? "A fault has" : $"{unfired.Count} faults have")
            .AppendLine(" not fired, so this test does not show what it says:");
        foreach (var fault in unfired)
        {
            text.Append("  ").Append(fault).Append(", armed at ").AppendLine(fault.ArmedAt);
            _seen.Describe(fault.Scope.Operation, text);
        }

        return text.Append("Correct the scope, bring the request about, or disarm the fault.").ToString();
    }

    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
