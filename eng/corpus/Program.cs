using System.CommandLine;
using OffsetGuard.Corpus;

try
{
    return await ScoreCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception misuse) when (misuse is FormatException or IOException)
{
    Console.Error.WriteLine(misuse.Message);
    return 2;
}
