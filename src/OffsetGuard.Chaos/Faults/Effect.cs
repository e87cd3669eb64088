namespace OffsetGuard.Chaos.Faults;

/// <summary>Before the effect is durable, or after it and before anybody is told.</summary>
internal enum CrashPhase
{
    /// <summary>The effect does not happen.</summary>
    Before,

    /// <summary>The effect has happened and its caller never learns of it.</summary>
    After,
}

/// <summary>A durable effect of a process, named so that the name survives edits of the program.</summary>
/// <param name="Process">Whose effect it is.</param>
/// <param name="Label">What it does, for example <c>Commit(orders[0]→3)</c>.</param>
/// <param name="Occurrence">The how-manieth effect of that process with that label, from 1.</param>
internal readonly record struct Effect(string Process, string Label, int Occurrence)
{
    public override string ToString() => $"{Process} {Label}#{Occurrence}";
}
