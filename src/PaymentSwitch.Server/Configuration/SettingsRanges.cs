using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace PaymentSwitch.Server.Configuration;

/// <summary>
/// How large each number may be. The least is 1 everywhere; the most is where more makes no sense, or where the
/// arithmetic behind it would break. docs/configuration.md names them.
/// </summary>
internal static class SettingsRanges
{
    private const long MiB = 1024 * 1024;

    /// <summary>The most that each key may be.</summary>
    public static FrozenDictionary<string, long> Most { get; } = new Dictionary<string, long>
    {
        ["Http:ConnectionsMax"] = 1_000_000,
        ["Http:KeepAliveSeconds"] = 86_400,
        ["Http:ResponseBytesPerSecondMin"] = 1_000_000,
        ["Storage:Postgres:ReconnectWithinMs"] = 600_000,
        ["Storage:Postgres:CommandTimeoutMs"] = 600_000,
        ["Standby:LeaseMs"] = 60_000,
        ["Standby:RenewEveryMs"] = 20_000,
        ["Standby:PollMs"] = 10_000,
        ["Clock:StepMs"] = 60_000,
        ["Clock:AdoptStepAfterMs"] = 3_600_000,
        ["Engine:InboxDepthMax"] = 1_000_000,
        ["Engine:OpenPaymentsMax"] = 10_000_000,
        ["Engine:GroupFactsMax"] = 100_000,
        ["Engine:GroupBytesMax"] = 64 * MiB,
        ["Engine:FinishedPaymentsInMemoryMax"] = 10_000_000,
        ["Engine:FinishedEntitiesInMemoryMax"] = 1_000_000,
        ["Engine:DuplicateWindowMs"] = 731L * 24 * 60 * 60 * 1000,
        ["Engine:MailboxMessagesInMemoryMax"] = 10_000_000,
        ["Engine:SnapshotEveryFacts"] = 1_000_000_000,
        ["Messages:BytesMax"] = 16 * MiB,
        ["Messages:DepthMax"] = 1_000,
        ["Messages:AttributesPerElementMax"] = 1_000,
        ["Messages:ElementsMax"] = 1_000_000,
        ["Messages:ErrorsMax"] = 1_000,
        ["Messages:TextBytesMax"] = 16 * MiB,
        ["Messages:NameBytesMax"] = 16 * 1024,
        ["Gateway:RequestsUnderWayMax"] = 1_000_000,
        ["Gateway:MailboxReadsUnderWayMax"] = 10_000,
        ["Gateway:WaitSecondsMax"] = 300,
        ["Gateway:MailboxMessagesMax"] = 10_000,
        ["Gateway:MailboxBytesMax"] = 64 * MiB,
        ["Gateway:ReportEntriesMax"] = 1_000,
        ["Gateway:ReportWaitSecondsMax"] = 60,
        ["Gateway:BookBytesMax"] = 256 * MiB,
        ["Gateway:RetryAfterSeconds"] = 3_600,
        ["Reconciliation:EverySeconds"] = 86_400,
        ["Reconciliation:ReadModelsWaitMs"] = 600_000,
        ["Reconciliation:MovementsPerRunMax"] = 100_000_000,
        ["Reconciliation:NamedMismatchesMax"] = 100_000,
        ["Reports:CheckEverySeconds"] = 3_600,
        ["Reports:CatchUpDaysMax"] = 366,
        ["Reports:DetailedEntriesMax"] = 100_000_000,
        ["Reports:HtmlEntriesMax"] = 1_000_000,
        ["Checkpoints:EverySeconds"] = 86_400,
        ["Checkpoints:EveryGroups"] = 100_000_000,
        ["Checkpoints:FollowEveryMs"] = 60_000,
        ["Operations:ConnectionsMax"] = 10_000,
        ["Operations:BodyBytesMax"] = MiB,
        ["Operations:ApprovalHours"] = 24 * 31,
        ["Operations:TakeUpSeconds"] = 3_600,
        ["Operations:TakeUpAttemptsMax"] = 1_000,
    }.ToFrozenDictionary();

    /// <summary>Adds an error for each number of a section that is out of its range.</summary>
    /// <exception cref="InvalidOperationException">A number has no range: whoever adds one gives it one.</exception>
    public static void Check(string section, object limits, List<string> errors)
    {
        foreach (PropertyInfo property in limits.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetValue(limits) is not (int or long)) continue;
            string key = $"{section}:{property.Name}";
            if (!Most.TryGetValue(key, out long most)) throw new InvalidOperationException($"The setting {key} has no range.");
            long value = Convert.ToInt64(property.GetValue(limits), CultureInfo.InvariantCulture);
            if (value < 1 || value > most) errors.Add($"{key}: found {value}, expected a whole number from 1 to {most}.");
        }
    }
}
