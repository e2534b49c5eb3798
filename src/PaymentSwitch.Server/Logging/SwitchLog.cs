using System.Globalization;
using Microsoft.Extensions.Configuration;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Startup;
using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace PaymentSwitch.Server.Logging;

/// <summary>Logs to the console for people and to a JSON file for machines; payment and trace on every line.</summary>
internal sealed class SwitchLog : IAsyncDisposable
{
    private const string ConsoleLine = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} [payment {Uetr} trace {Trace}]{NewLine}{Exception}";

    private SwitchLog(Logger lines) => Lines = lines;

    /// <summary>Takes the lines.</summary>
    public Logger Lines { get; }

    /// <summary>The log of a switch with this data folder.</summary>
    /// <exception cref="SettingsException">Serilog cannot make anything of its section.</exception>
    /// <exception cref="CannotStartException">The folder of the log files cannot be made.</exception>
    public static SwitchLog Create(IConfiguration configuration, string dataFolder)
    {
        string folder = Path.Combine(dataFolder, "logs");
        // A line that cannot be written is told on stderr: Serilog drops it in silence otherwise.
        SelfLog.Enable(Console.Error);
        try
        {
            Directory.CreateDirectory(folder);
            return new SwitchLog(new LoggerConfiguration()
                .ReadFrom.Configuration(configuration)
                .Enrich.With<PaymentAndTrace>()
                .WriteTo.Console(outputTemplate: ConsoleLine, formatProvider: CultureInfo.InvariantCulture)
                .WriteTo.File(
                    new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture),
                    Path.Combine(folder, "switch-.json"),
                    rollingInterval: RollingInterval.Day,
                    rollOnFileSizeLimit: true,
                    buffered: false)
                .CreateLogger());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The log folder {folder} cannot be created or written: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new SettingsException([$"{LoggingRules.Section}: {error.Message}"]);
        }
    }

    /// <summary>
    /// Writes what is left and closes the files. Where the disk is full that fails: the console has had the lines, and how the
    /// process ends must not hang on it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Lines.DisposeAsync();
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync($"The log file could not be closed: {error.Message}");
        }
    }

    /// <summary>Gives a line that is about no payment, or in no trace, a dash.</summary>
    private sealed class PaymentAndTrace : ILogEventEnricher
    {
        private static readonly LogEventProperty NoPayment = new("Uetr", new ScalarValue("-"));
        private static readonly LogEventProperty NoTrace = new("Trace", new ScalarValue("-"));

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            logEvent.AddPropertyIfAbsent(NoPayment);
            logEvent.AddPropertyIfAbsent(NoTrace);
        }
    }
}
