using System.Globalization;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace PaymentSwitch.Server.Logging;

/// <summary>Logs to the console for people and to a JSON file for machines; payment and trace on every line.</summary>
internal static class SwitchLog
{
    private const string ConsoleLine = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} [payment {Uetr} trace {Trace}]{NewLine}{Exception}";

    /// <summary>The log of a switch with this data folder.</summary>
    public static Logger Create(IConfiguration configuration, string dataFolder) => new LoggerConfiguration()
        .ReadFrom.Configuration(configuration)
        .Enrich.With<PaymentAndTrace>()
        .WriteTo.Console(outputTemplate: ConsoleLine, formatProvider: CultureInfo.InvariantCulture)
        .WriteTo.File(
            new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture),
            Path.Combine(dataFolder, "logs", "switch-.json"),
            rollingInterval: RollingInterval.Day,
            buffered: false)
        .CreateLogger();

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
