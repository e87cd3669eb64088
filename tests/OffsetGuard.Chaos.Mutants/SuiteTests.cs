using OffsetGuard.Approval;
using Xunit.Abstractions;

namespace ChaosMutants;

/// <summary>The proof: what is wrong is found, and what is right is left alone.</summary>
public sealed class SuiteTests(Suite suite, ITestOutputHelper output) : IClassFixture<Suite>
{
    public static TheoryData<string> Correct => [.. Specimen.Correct.Select(s => s.Name)];

    public static TheoryData<string> Mutants => [.. Specimen.Mutants.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Correct))]
    public void A_correct_program_holds(string name) => Assert.True(suite[name].Holds, suite[name].Text);

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_mutant_is_found(string name)
    {
        var outcome = suite[name];

        output.WriteLine(outcome.Text);
        Assert.True(outcome.IsFound, $"{outcome.Property ?? "nothing"} is broken, not {string.Join(" or ", outcome.Specimen.Mutant!.Promises)}\n{outcome.Text}");
    }

    [Fact]
    public void There_are_programs_and_mutants_enough()
    {
        Assert.True(Specimen.Correct.Count() >= 15);
        Assert.True(Specimen.Mutants.Count() >= 100);
        Assert.Equal(Specimen.All.Count, Specimen.All.Select(s => s.Name).Distinct().Count());
    }

    [Fact]
    public void The_table_in_the_documentation_is_what_the_suite_has_found()
    {
        foreach (var outcome in suite.Outcomes)
            output.WriteLine(SuiteTable.LineOf(outcome));

        GeneratedSection.Check("docs/mutation-suite.md", "programs", SuiteTable.OfPrograms(suite.Outcomes));
        GeneratedSection.Check("docs/mutation-suite.md", "mutants", SuiteTable.OfMutants(suite.Outcomes));
    }
}
