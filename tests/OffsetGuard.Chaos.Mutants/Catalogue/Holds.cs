namespace ChaosMutants;

/// <summary>What a program promises.</summary>
internal enum Holds
{
    /// <summary>No order is lost.</summary>
    AtLeastOnce,

    /// <summary>No order is lost, because it is in a journal before it is committed.</summary>
    AtLeastOnceByAJournal,

    /// <summary>Every order takes effect once.</summary>
    ExactlyOnce,

    /// <summary>Nothing that was given up takes effect; what was not may do so twice.</summary>
    ExactlyOnceButRepeating,

    /// <summary>Every order takes effect once, and the program keeps its positions itself: the group has no offsets.</summary>
    ExactlyOnceByItsOwnPositions,
}
