using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>
/// A bank for a whole day: pays and is paid, asks back and sends back, brings money in and takes it out, and keeps a book for each
/// currency of nothing but what it is told.
/// </summary>
/// <param name="bic">Its BIC.</param>
/// <param name="client">Its connection.</param>
/// <param name="payments">What all banks know of all payments; each bank looks at its own only.</param>
/// <param name="clock">The time that its messages say.</param>
internal sealed partial class SchemeBank(
    string bic, BankClient client, ConcurrentDictionary<Guid, DayPayment> payments, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentDictionary<string, CurrencyBook> _books = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Currency, long AmountMinor)> _withdrawals = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _doings = [];
    private long _cursor;
    private int _numbers;

    /// <summary>Its BIC.</summary>
    public string Bic { get; } = bic;

    /// <summary>What was not as it should be.</summary>
    public ConcurrentQueue<string> Findings { get; } = [];

    /// <summary>The events that it was told of (admi.004), by their codes.</summary>
    public ConcurrentQueue<string> Events { get; } = [];

    /// <summary>What it does when a bound of its account was crossed (camt.004): the account and what is left there, as the message says.</summary>
    public Func<SchemeBank, string, string, Task> OnAlert { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Withdrawals that the switch or the settlement bank has refused.</summary>
    public int WithdrawalsRefused { get; private set; }

    /// <summary>How many of its withdrawals have no receipt yet.</summary>
    public int WithdrawalsOpen => _withdrawals.Count;

    /// <summary>Its book in a currency.</summary>
    public CurrencyBook BookIn(string currency) => _books.GetOrAdd(currency, _ => new CurrencyBook());

    /// <summary>Sends a payment.</summary>
    public async Task PayAsync(DayPayment payment, Random random)
    {
        PaymentRecord record = payment.Record;
        DateTimeOffset acceptedAt = clock.GetUtcNow() - (record.Behaviour == Behaviour.Stale ? TimeSpan.FromHours(2) : TimeSpan.Zero);
        record.Sent = BankMessages.CreditTransfer(record, random, acceptedAt);
        (HttpStatusCode status, string body) = await PostAsync(record.Sent, "pacs.008");
        record.IsAcknowledged = status is HttpStatusCode.OK or HttpStatusCode.Accepted;
        if (!record.IsAcknowledged) Findings.Enqueue($"{Bic}: payment {record.Uetr} was answered {(int)status}: {body}");
    }

    /// <summary>Takes money out of its account; the receipt comes later.</summary>
    public async Task WithdrawAsync(string currency, long amountMinor)
    {
        string id = $"OUT-{Bic}-{Interlocked.Increment(ref _numbers)}";
        _withdrawals[id] = (currency, amountMinor);
        (HttpStatusCode status, string body) = await PostAsync(
            TreasuryMessages.LiquidityTransfer(Bic, id, Bic, currency, amountMinor, clock.GetUtcNow()), "camt.050");
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Accepted)) Findings.Enqueue($"{Bic}: withdrawal {id} was answered {(int)status}: {body}");
    }

    /// <summary>The settlement bank says that it has moved this bank's own money for a cycle: what it got, or gave.</summary>
    public void HearOfCycle(string currency, long amountMinor) => BookIn(currency).Book(BookEntry.Cycle, -amountMinor);

    /// <summary>Hands in its own book of the day in a currency: each payment and return, and the balance that it thinks it has.</summary>
    /// <returns>What does not fit, in words; null for nothing.</returns>
    public async Task<string?> HandInBookAsync(string currency, DateTimeOffset from, DateTimeOffset to)
    {
        CurrencyBook book = BookIn(currency);
        string query = string.Create(CultureInfo.InvariantCulture, $"from={from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={to.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}&closingBalance={book.BalanceMinor / 100m:0.00}");
        (HttpStatusCode status, string body) = await client.HandInBookAsync(currency, query, book.PaymentsAsCsv());
        if (status != HttpStatusCode.OK) return $"was answered {(int)status}: {body}";
        using JsonDocument comparison = JsonDocument.Parse(body);
        JsonElement root = comparison.RootElement;
        // What no payment moved goes by references of the settlement bank: the switch's side alone has it, and it must be as much as the bank has heard of.
        JsonElement[] ofPayments = [.. root.GetProperty("differences").EnumerateArray().Where(difference => difference.GetProperty("uetr").ValueKind != JsonValueKind.Null)];
        decimal unexplained = decimal.Parse(root.GetProperty("unexplained").GetString()!, CultureInfo.InvariantCulture);
        if (ofPayments.Length > 0) return $"differs in {ofPayments.Length} payments, the first is {ofPayments[0]}";
        if (root.GetProperty("balanceDifference").GetString() != "0.00") return $"has another closing balance: {body}";
        return unexplained == book.OtherMinor / 100m ? null : $"has {book.OtherMinor / 100m:0.00} that no payment moved, the switch {unexplained:0.00}";
    }

    /// <summary>Reads the mailbox until told to stop, and does what the messages ask for.</summary>
    public async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                foreach (MailboxEntry entry in await client.ReadMailboxAsync(_cursor, 5, stop))
                {
                    if (entry.Cursor != _cursor + 1) Findings.Enqueue($"{Bic}: after cursor {_cursor} came {entry.Cursor}");
                    _cursor = entry.Cursor;
                    try
                    {
                        Take(new ReceivedMessage(entry.Xml));
                    }
                    catch (Exception error) when (error is FormatException or System.Xml.XmlException)
                    {
                        // What a bank cannot read costs it that message and not the day; the day says so at its end.
                        Findings.Enqueue($"{Bic} cannot read message {entry.Cursor}: {error.Message} {entry.Xml}");
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The day is over.
            }
        }

        await Task.WhenAll(_doings);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private void Do(Func<Task> doing) => _doings.Add(Task.Run(doing));

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string message, string name)
    {
        while (true)
        {
            (HttpStatusCode status, string body) = await client.PostAsync(message, name);
            // Nothing was taken in: the same message is sent again.
            if (status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)) return (status, body);
            await Task.Delay(Pause);
        }
    }
}
