using OffsetGuard.Approval;
using OffsetGuard.Chaos;

namespace SamplesTests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_readme_shows_the_real_counterexample()
    {
        var failure = Assert.Throws<ChaosException>(() => Chaos.Test(Sample.All.Single(s => s.Folder == "Broken/CommitBeforeProcess").Describe));

        GeneratedSection.Check("README.md", "counterexample", GeneratedSection.Block(failure.Message));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/chaos.md")]
    [InlineData("docs/faults.md")]
    [InlineData("docs/testing.md")]
    [InlineData("docs/inspection.md")]
    [InlineData(OffsetsPage.Document)]
    public void Every_code_block_of_a_page_compiles(string document)
    {
        var blocks = CodeBlock.In(document);

        Assert.NotEmpty(blocks);
        Assert.Empty(CodeBlock.Errors(blocks));
    }
}
