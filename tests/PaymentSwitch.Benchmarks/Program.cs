using System.Globalization;
using PaymentSwitch.Benchmarks;

if (args is not ["targets", ..])
{
    Console.Error.WriteLine("Usage: PaymentSwitch.Benchmarks targets [SECONDS]    measures each target; SECONDS (60) is how long each load over HTTP lasts");
    return 2;
}

await Targets.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60);
return 0;
