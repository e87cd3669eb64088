namespace OffsetGuard.Chaos;

/// <summary>A chaos test lets a handler fail: what the place throws where the program reports an effect or writes to a durable store.</summary>
/// <remarks>A program deals with it as with any exception of its database or its mail server.</remarks>
public sealed class InjectedFailureException : Exception
{
    /// <summary>Creates the exception.</summary>
    public InjectedFailureException()
        : this("A chaos test lets this fail.")
    {
    }

    /// <summary>Creates the exception with the fault in words.</summary>
    /// <param name="message">What went wrong, and where.</param>
    public InjectedFailureException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the fault in words and its cause.</summary>
    /// <param name="message">What went wrong, and where.</param>
    /// <param name="innerException">The cause.</param>
    public InjectedFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
