using System.Text;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>What was looked at, and what was not.</summary>
internal static class CensusText
{
    public static string Of(Census census)
    {
        var checkedCount = census.RepositoryCount - census.AbsentRepositories.Length;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{census.LoopCount} loops in {checkedCount} of {census.RepositoryCount} repositories; {census.FileCount} files in {census.Duration.TotalSeconds:0} s\n");
        Append(text, "not to be had", census.AbsentRepositories);
        Append(text, "at the newest commit", census.NewestRepositories);
        Append(text, "loops whose file is gone", census.VanishedLoops);
        Append(text, "CRASHES", census.Crashes);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string what, IReadOnlyCollection<string> names)
    {
        if (names.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"{what}: {string.Join(", ", names)}\n");
    }
}
