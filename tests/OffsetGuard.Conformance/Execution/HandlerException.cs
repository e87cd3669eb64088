namespace OffsetGuard.Conformance.Execution;

/// <summary>What a handler of a scenario throws.</summary>
internal sealed class HandlerException() : Exception("A handler of the scenario threw.");
