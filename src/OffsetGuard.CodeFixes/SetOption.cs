namespace OffsetGuard.CodeFixes;

/// <summary>Sets one option to what the code takes for granted. The diagnostic points to its configuration first.</summary>
internal abstract class SetOption(string option, string value) : KafkaFix
{
    private const int ConfigurationStep = 0;

    protected override string Order => $"Set {option} = {value}";

    protected override Edit? Plan(FixContext fix) => OptionEdit.Set(fix.FindStep(ConfigurationStep), option, value);
}
