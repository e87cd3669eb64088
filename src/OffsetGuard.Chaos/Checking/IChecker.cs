using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Watches one promise. It is fed by the history alone.</summary>
internal interface IChecker
{
    /// <summary>Called after each event.</summary>
    Violation? Observe(WorldEvent happened) => null;

    /// <summary>Called when nothing happens any more, before anybody is asked to stop.</summary>
    Violation? AtRest() => null;

    /// <summary>Called after the processes have stopped in an orderly way.</summary>
    Violation? AtEnd() => null;

    /// <summary>Called instead when the processes went on and on after a fault, so that the run was cut short.</summary>
    Violation? NeverRests() => null;
}
