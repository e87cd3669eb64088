namespace OffsetGuard.Testing;

/// <summary>Which leaders an election may choose.</summary>
public enum LeaderElection
{
    /// <summary>The first replica of the list, if it is in sync.</summary>
    Preferred,

    /// <summary>Any replica that is there, when no other can lead: what only the others had is lost.</summary>
    Unclean,
}
