using System.Text;
using OffsetGuard.Cli;
using OffsetGuard.Cli.Rules;

// The only place that knows the console and the process: everything else gets a terminal.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var terminal = new Terminal(Console.Out, Console.Error, Environment.CurrentDirectory);
return (int)await CommandLine.Run(args, terminal, GateRules.BuiltIn);
