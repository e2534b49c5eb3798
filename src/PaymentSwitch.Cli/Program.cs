using PaymentSwitch.Cli;

using Stream input = Console.OpenStandardInput();
using Stream output = Console.OpenStandardOutput();
// Some terminals do not say how wide they are.
int? width = Console.IsOutputRedirected || Console.WindowWidth < 40 ? null : Console.WindowWidth;
return await CommandLine.RunAsync(args, new Streams(input, output, Console.Out, Console.Error, width));
