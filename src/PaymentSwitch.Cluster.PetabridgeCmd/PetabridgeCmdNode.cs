using Akka.Actor;
using Akka.Configuration;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>
/// Runs the cluster's program with the palette beside it, in an actor system of its own: what is needed is the admin API, and a package whose source nobody
/// can read is better kept away from the actors that decide payments.
/// </summary>
internal static class PetabridgeCmdNode
{
    private const string OwnLog = """
        akka {
          stdout-loglevel = OFF
          loggers = ["Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"]
          log-dead-letters = off
        }
        """;

    // As of the switch's programs: the settings are wrong.
    private const int WrongSettings = 2;

    /// <summary>Runs a node until it ends.</summary>
    /// <returns>What the process is to end with.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--help" or "-h" or "help"]) return await ClusterProgram.RunAsync(arguments).ConfigureAwait(false);
        PetabridgeCmdArguments read = PetabridgeCmdArguments.Read(arguments);
        foreach (string error in read.Errors) await Console.Error.WriteLineAsync(error).ConfigureAwait(false);
        if (read.Errors.Count > 0) return WrongSettings;
        ActorSystem? palette = null;
        try
        {
            return await ClusterProgram.RunAsync(read.Others, _ =>
            {
                palette = ActorSystem.Create("payswitch-pbm", ConfigurationFactory.ParseString(read.Settings.Hocon + "\n" + OwnLog));
                PetabridgeCmdPalette.Start(palette, read.Settings);
            }).ConfigureAwait(false);
        }
        finally
        {
            if (palette is not null) await palette.Terminate().ConfigureAwait(false);
        }
    }
}
