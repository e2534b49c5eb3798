using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Day;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>What a stored journal reads as, in lines of text: to be held against what it read as when it was stored.</summary>
internal static class StoredState
{
    private const int WaitSeconds = 20;

    /// <summary>Verifies the journal, recovers from it with the clock where it stood last, and asks for everything that banks and operators see.</summary>
    /// <param name="folder">The data folder. It is opened as the switch opens it.</param>
    public static async Task<IReadOnlyList<string>> DescribeAsync(string folder)
    {
        string path = Path.Combine(folder, "journal.db");
        JournalVerification whole = SqliteJournal.Verify(path);
        var lines = new List<string>
        {
            $"whole {whole.IsGood} {whole.Problem}".TrimEnd(), $"groups {whole.GoodGroups}", $"facts {whole.GoodFacts}", $"last hash {whole.LastHash}",
        };
        (SortedDictionary<string, int> facts, IReadOnlyList<Uetr> payments, long lastMs) = Read(path);
        lines.AddRange(facts.Select(fact => $"fact {fact.Key} {fact.Value}"));
        await using DaySwitch running = await DaySwitch.StartAsync(folder, new FastClock(DateTimeOffset.FromUnixTimeMilliseconds(lastMs), 1), new DayLog(_ => { }));
        var asked = (IPaymentSwitch)running.Operated;
        foreach (Participant participant in (await running.Operated.ListParticipantsAsync()).OrderBy(participant => participant.Id.Value, StringComparer.Ordinal))
            lines.Add($"participant {participant.Id} {participant.Role} {participant.Standing}");
        foreach (AccountStanding account in (await asked.ListAccountsAsync()).OrderBy(account => account.Id.ToString(), StringComparer.Ordinal))
            lines.Add(FormattableString.Invariant($"account {account.Id} balance {account.BalanceMinor} reserved {account.ReservedMinor} use {account.UseMinor} cap {account.Cap.LimitMinor}").TrimEnd());
        lines.AddRange(await PaymentsAsync(asked, payments));
        foreach (string bic in Cast.Banks.Append(Cast.SettlementBank)) lines.Add(await MailboxAsync(running.Address, bic, asked.Mailboxes.LastCursor(new ParticipantId(bic))));
        if (!running.Faults.IsEmpty) lines.Add($"fault {running.Faults.First()}");
        return lines;
    }

    private static (SortedDictionary<string, int> Facts, IReadOnlyList<Uetr> Payments, long LastMs) Read(string path)
    {
        var facts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var payments = new List<Uetr>();
        long lastMs = 0;
        using SqliteJournal journal = SqliteJournal.OpenReadOnly(path);
        foreach (CommitGroup group in journal.Read(1))
        {
            lastMs = group.AtMs;
            foreach (JournalEntry entry in group.Entries)
            {
                string name = entry.Event.GetType().Name;
                facts[name] = facts.GetValueOrDefault(name) + 1;
                if (entry.Event is PaymentReceived) payments.Add(entry.Entity.Payment);
            }
        }

        return (facts, payments, lastMs);
    }

    private static async Task<IEnumerable<string>> PaymentsAsync(IPaymentSwitch asked, IReadOnlyList<Uetr> payments)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var all = new StringBuilder();
        foreach (Uetr uetr in payments)
        {
            Payment payment = (await asked.FindAsync(uetr))!.Payment;
            string status = payment.Status.ToString();
            counts[status] = counts.GetValueOrDefault(status) + 1;
            all.Append(CultureInfo.InvariantCulture, $"{uetr} {status} {payment.FinalAtMs} {payment.IsBooked} {payment.IsClosed}\n");
        }

        return counts.Select(count => $"payments {count.Key} {count.Value}").Append($"payments hash {Hash(all.ToString())}");
    }

    // Made from the facts each time it is read: a later version of the switch must make the same bytes.
    private static async Task<string> MailboxAsync(Uri address, string bic, long lastCursor)
    {
        using var client = new BankClient(address, Cast.TokenOf(bic), new MessageArchive(null));
        var all = new StringBuilder();
        long cursor = 0;
        while (cursor < lastCursor)
        {
            IReadOnlyList<MailboxEntry> page = await client.ReadMailboxAsync(cursor, WaitSeconds, CancellationToken.None);
            if (page.Count == 0) return $"mailbox {bic} ends at {cursor} of {lastCursor}";
            foreach (MailboxEntry entry in page) all.Append(entry.Cursor).Append(entry.Type).Append(entry.Xml);
            cursor = page[^1].Cursor;
        }

        return $"mailbox {bic} {lastCursor} {Hash(all.ToString())}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
