using PaymentSwitch.Cli;

using Stream input = Console.OpenStandardInput();
using Stream output = Console.OpenStandardOutput();
// Some terminals do not say how wide they are.
int? width = Console.IsOutputRedirected || Console.WindowWidth < 40 ? null : Console.WindowWidth;
var streams = new Streams(input, output, Console.Out, Console.Error, width)
{
    AskLine = Console.IsInputRedirected ? null : Console.ReadLine,
};
return await CommandLine.RunAsync(args, streams);
