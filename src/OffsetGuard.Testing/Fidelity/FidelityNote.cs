namespace OffsetGuard.Testing.Fidelity;

/// <summary>One known difference between the fake and real Kafka.</summary>
/// <param name="Id">FID- and three digits; never used twice.</param>
/// <param name="Text">What differs, in one sentence.</param>
/// <param name="Test">The name of the test that pins the difference.</param>
internal sealed record FidelityNote(string Id, string Text, string Test);
