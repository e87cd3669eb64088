using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>What a call does to the state of a path, once its receiver and arguments are evaluated.</summary>
internal sealed class CallTransfer(KafkaApi api, IReadOnlyList<ConsumeSite> sites, PathCollector collector)
{
    private readonly CallJudgement judgement = new(api.Kafka);

    /// <summary>The state that a handler sees when the current operation throws; null where nothing catches.</summary>
    public PathState? Thrown { get; set; }

    public Carried Apply(IInvocationOperation call, Carried receiver, Carried arguments, PathState state)
    {
        switch (api.RoleOf(call.TargetMethod))
        {
            case CallRole.Consume:
                return Consume(call, state);
            case CallRole.CommitRecord:
                Commit(call, arguments.Records, state);
                return default;
            case CallRole.CommitOffsets:
                Commit(call, arguments.NextOffsets, state);
                return default;
            case CallRole.CommitStored:
                Commit(call, StoredRecords(call, state), state);
                return default;
            case CallRole.StoreRecord:
                Store(arguments.Records, state);
                return default;
            case CallRole.StoreOffset:
                Store(arguments.NextOffsets, state);
                return default;
            case CallRole.Seek:
                Escape(arguments.All, state);   // it will be consumed again
                return default;
            case CallRole.SendOffsetsToTransaction:
                Escape(uint.MaxValue, state);   // the transaction keeps offsets and effects together
                return default;
            case CallRole.Produce:
                Process(call, arguments.Records, state);
                return arguments;
            case CallRole.None:
                return ApplyUnknown(call, receiver, arguments, state);
            default:
                return default;
        }
    }

    public int FindSite(IOperation call)
    {
        for (var record = 0; record < sites.Count; record++)
        {
            if (sites[record].Call == call)
                return record;
        }

        return -1;
    }

    public void Escape(uint records, PathState state)
    {
        for (var record = 0; record < state.RecordCount; record++)
        {
            if (!IsAmong(records, record) || state[record].Progress == Progress.Absent)
                continue;
            state[record] = state[record] with { Progress = Progress.Escaped };
            if (Thrown is not null)
                Thrown[record] = state[record];
        }
    }

    private Carried Consume(IInvocationOperation call, PathState state)
    {
        var record = FindSite(call);
        if (record < 0)
            return default;
        state.Replace(record, RecordState.Fresh);
        Thrown?.Replace(record, default);
        return new Carried(Records: 1u << record, Coordinates: 0, NextOffsets: 0);
    }

    private void Commit(IInvocationOperation call, uint records, PathState state)
    {
        for (var record = 0; record < state.RecordCount; record++)
        {
            if (IsAmong(records, record))
                state[record] = state[record].Committed(collector.NumberOf(call));
        }
    }

    private uint StoredRecords(IInvocationOperation call, PathState state)
    {
        var stored = 0u;
        var consumer = VariableWrites.VariableOf(call.Instance);
        for (var record = 0; record < state.RecordCount; record++)
        {
            var site = sites[record];
            if (consumer is not null && SymbolEqualityComparer.Default.Equals(site.Consumer, consumer)
                && (state[record].IsStored || site.Config.AutoOffsetStore.IsOn))
                stored |= 1u << record;
        }

        return stored;
    }

    private static void Store(uint records, PathState state)
    {
        for (var record = 0; record < state.RecordCount; record++)
        {
            if (IsAmong(records, record))
                state[record] = state[record] with { IsStored = true };
        }
    }

    private Carried ApplyUnknown(IInvocationOperation call, Carried receiver, Carried arguments, PathState state)
    {
        var carried = receiver | arguments;
        if (carried.IsNothing)
            return default;

        switch (judgement.MeaningOf(call, isGivenRecord: arguments.Records != 0))
        {
            case CallMeaning.Observation:
                return default;
            case CallMeaning.Effect:
                Process(call, carried.Records, state);
                return carried;
            case CallMeaning.PerhapsProcessing:
                PerhapsProcess(carried.Records, state);
                return carried;
            case CallMeaning.Escape:
                Escape(carried.Records, state);
                return carried;
            default:
                return carried;
        }
    }

    public bool PutsIntoCollection(IInvocationOperation call, Carried arguments) =>
        !arguments.IsNothing && api.RoleOf(call.TargetMethod) == CallRole.None
        && judgement.MeaningOf(call, isGivenRecord: true) == CallMeaning.Collection;

    private void Process(IInvocationOperation call, uint records, PathState state)
    {
        for (var record = 0; record < state.RecordCount; record++)
        {
            var before = state[record];
            if (!IsAmong(records, record) || !before.IsLive)
                continue;
            if (before.Progress != Progress.Processed)
                collector.Add(sites[record], before.EarlyCommit, call);
            state[record] = before with { Progress = Progress.Processed };
            if (Thrown is not null)
                Thrown[record] = state[record];
        }
    }

    private static void PerhapsProcess(uint records, PathState state)
    {
        for (var record = 0; record < state.RecordCount; record++)
        {
            if (IsAmong(records, record) && state[record].Progress == Progress.Fresh)
                state[record] = state[record] with { Progress = Progress.PerhapsProcessed };
        }
    }

    private static bool IsAmong(uint records, int record) => (records & (1u << record)) != 0;
}
