namespace OffsetGuard.Cli;

/// <summary>What a pipeline may rely on: bad code, bad usage, a failed load and a bug of ours never share a code.</summary>
internal enum ExitCode
{
    /// <summary>No finding at or above the threshold of --fail-on.</summary>
    Clean = 0,

    /// <summary>At least one finding at or above the threshold.</summary>
    Findings = 1,

    /// <summary>The command line is wrong; nothing was analysed.</summary>
    Usage = 2,

    /// <summary>Some project could not be loaded or compiled, so a clean result would prove nothing.</summary>
    LoadFailure = 3,

    /// <summary>OffsetGuard itself failed, for example an analyzer threw.</summary>
    InternalError = 4,

    /// <summary>The run was cancelled.</summary>
    Cancelled = 130,
}
