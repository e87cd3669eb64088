namespace ChaosMutants;

/// <summary>A program with one mistake in it.</summary>
/// <param name="mutation">The operator, as the study of the harness lists them.</param>
/// <param name="sentence">What it does wrong.</param>
/// <param name="takes">What has to happen for the mistake to show.</param>
/// <param name="promises">Which promises may be named as broken; any of them is right.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MutantAttribute(string mutation, string sentence, Takes takes, params string[] promises) : Attribute
{
    public string Mutation { get; } = mutation;

    public string Sentence { get; } = sentence;

    public Takes Takes { get; } = takes;

    public string[] Promises { get; } = promises;
}
