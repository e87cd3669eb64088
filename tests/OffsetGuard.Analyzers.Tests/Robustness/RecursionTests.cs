using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>Calls that come back to where they began end the analysis of nobody, and the order in which members are looked at decides nothing.</summary>
public sealed class RecursionTests
{
    [Theory]
    [InlineData("private async Task A(Record r) { if (isLast) return; ship(r.Message.Value); await A(r); }")]
    [InlineData("private Task A(Record r) => isLast ? Task.CompletedTask : A(r);")]
    [InlineData("private async Task A(Record r) { await B(r); } private async Task B(Record r) { consumer.Commit(r); await A(r); ship(r.Key); }")]
    [InlineData("private Task A(Record r) { B(r); return null!; } private void B(Record r) { C(r); } private void C(Record r) { B(r); consumer.Commit(r); A(r); }")]
    [InlineData("private Task A(Record r) { void Up(int i) { if (i < 9) Down(i); ship(r.Key); } void Down(int i) => Up(i + 1); Up(0); return null!; }")]
    [InlineData("private Action<Record>? again; private Task A(Record r) { again = x => { ship(x.Key); again!(x); }; again(r); return null!; }")]
    [InlineData("private Task A(Record r) { Grow(r); return null!; } private void Grow<T>(T x) { Grow(new[] { x }); Grow(new List<T> { x }); }")]
    [InlineData("private Record? R { get => R; set => R = value; } private Task A(Record r) { R = r; consumer.Commit(R!); return null!; }")]
    [InlineData("private Task A(Record r) { foreach (var one in Walk(r, 9)) ship(one); return null!; } private IEnumerable<string> Walk(Record r, int n) { foreach (var x in Walk(r, n - 1)) yield return x; yield return r.Key; }")]
    [InlineData("protected virtual Task A(Record r) => A(r); private sealed class Sub(IConsumer<string, string> c) : Loop(c, _ => { }, false) { protected override Task A(Record r) => base.A(r); }")]
    [InlineData("private IStep step = null!; private Task A(Record r) => step.TakeAsync(r); private sealed class S1(IStep s) : IStep { public void Take(Record r) => s.Take(r); public Task TakeAsync(Record r) => s.TakeAsync(r); } private sealed class S2(S1 s) : IStep { public void Take(Record r) => s.Take(r); public async Task TakeAsync(Record r) { await s.TakeAsync(r); Take(r); } }")]
    [InlineData("private Task A(Record r) { _ = new Node(r); return null!; } private sealed class Node { public Node(Record r) { Next = new Node(r); } public Node Next { get; } }")]
    [InlineData("private Task A(Record r) { _ = (W)r + (W)r; return null!; } private sealed class W { public static explicit operator W(Record r) => (W)r; public static W operator +(W a, W b) => a + b; }")]
    public async Task A_cycle_crashes_nothing_and_gives_one_answer(string members) =>
        await AssertOneAnswer(CallGraph.Loop(members));

    [Theory]
    [InlineData(50)]
    [InlineData(2_000)]
    public async Task A_long_chain_of_calls_crashes_nothing_and_gives_one_answer(int length) => await AssertOneAnswer(CallGraph.Chain(length));

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(40, 3)]
    [InlineData(200, 4)]
    public async Task A_tangle_of_calls_crashes_nothing_and_gives_one_answer(int methodCount, uint seed) =>
        await AssertOneAnswer(CallGraph.Tangle(methodCount, seed));

    private static async Task AssertOneAnswer(string source)
    {
        var compilation = Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        var concurrent = await AnalyzerDiagnostics.Of(compilation);
        var oneByOne = await AnalyzerDiagnostics.OneByOneOf(compilation);

        Assert.DoesNotContain(concurrent, diagnostic => diagnostic.Id == AnalyzerDiagnostics.Crash);
        Assert.Equal(oneByOne.Select(d => d.ToString()).Order(StringComparer.Ordinal), concurrent.Select(d => d.ToString()).Order(StringComparer.Ordinal));
    }
}
