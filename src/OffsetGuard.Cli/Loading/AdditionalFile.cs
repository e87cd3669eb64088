using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.Cli.Loading;

internal sealed class AdditionalFile(string path) : AdditionalText
{
    public override string Path => path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) =>
        File.Exists(path) ? SourceText.From(File.ReadAllText(path)) : null;
}
