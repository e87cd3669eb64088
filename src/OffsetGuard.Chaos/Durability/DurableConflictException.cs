namespace OffsetGuard.Chaos.Durability;

/// <summary>A transaction had no effect, because somebody else has changed what it has read: what a database calls a serialization failure.</summary>
public sealed class DurableConflictException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DurableConflictException()
        : this("Somebody else has changed what the transaction has read.")
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
    /// <param name="message">Which commit, why, and the next step.</param>
    public DurableConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    /// <param name="message">Which commit, why, and the next step.</param>
    /// <param name="innerException">The cause.</param>
    public DurableConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
