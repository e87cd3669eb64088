using System.CommandLine;
using OffsetGuard.Conformance.Commands;

var root = new RootCommand("Runs conformance scenarios on the fake or on a real client, and compares what was observed.")
{
    RunCommand.Create(),
    CompareCommand.Create(),
};
return root.Parse(args).Invoke();
