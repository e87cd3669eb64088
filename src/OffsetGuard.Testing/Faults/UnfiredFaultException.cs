namespace OffsetGuard.Testing.Faults;

/// <summary>A test armed a fault that never fired, so it has not tested what it says.</summary>
public sealed class UnfiredFaultException : Exception
{
    internal UnfiredFaultException(string message)
        : base(message)
    {
    }
}
