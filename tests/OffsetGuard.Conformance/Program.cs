using System.CommandLine;
using OffsetGuard.Conformance.Commands;

var root = new RootCommand("Runs conformance scenarios on the fake or on a real client, and compares what was observed.")
{
    RunCommand.Create(),
    CompareCommand.Create(),
    InventCommand.Create(),
};
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception misuse) when (misuse is ArgumentException or FormatException or IOException)
{
    Console.Error.WriteLine(misuse.Message);
    return 2;
}
