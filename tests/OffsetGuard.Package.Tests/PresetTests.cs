namespace OffsetGuard.Package.Tests;

/// <summary>The presets of the packed analyzers, as MSBuild hands them to the compiler.</summary>
[Collection(nameof(PackedRepository))]
public sealed class PresetTests(PresetBuild build) : IClassFixture<PresetBuild>
{
    [Theory]
    [InlineData("nothing", "OG1001 error", "OG2002 warning", "OG3001 error")]
    [InlineData("none")]
    [InlineData("correctness", "OG1001 error", "OG3001 error")]
    [InlineData("default", "OG1001 error", "OG2002 warning", "OG3001 error")]
    [InlineData("strict", "OG1001 error", "OG2002 warning", "OG3001 error")]
    [InlineData("all", "OG1001 error", "OG2002 error", "OG3001 error")]
    [InlineData("atleastonce", "OG1001 error", "OG2002 warning", "OG3001 error")]
    [InlineData("atmostonce", "OG3001 error")]
    [InlineData("exactlyonce", "OG1001 error", "OG2002 error", "OG3001 error")]
    [InlineData("all-atmostonce", "OG3001 error")]
    [InlineData("all-own", "OG1001 note", "OG2002 error", "OG3001 error")]
    public void A_preset_decides_what_is_found_and_how_grave_it_is(string preset, params string[] findings) =>
        Assert.Equal(findings, build.FindingsWith(preset));

    [Theory]
    [InlineData("OffsetGuardMode is 'Strikt', which is no mode. Use None, Correctness, Default, Strict or All.")]
    [InlineData("OffsetGuardDelivery is 'TwiceAtMost', which is no guarantee. Use AtLeastOnce, AtMostOnce or ExactlyOnce.")]
    public void A_preset_that_does_not_exist_fails_the_build_and_names_those_that_do(string message) =>
        Assert.Contains("error : " + message, build.Output, StringComparison.Ordinal);
}
