using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>
/// A bank: sends payments, reads its mailbox, answers what it is sent, keeps its own book. It goes on when the switch is
/// away for a while: what was not acknowledged is sent again under the same identity.
/// </summary>
internal sealed class SimulatedBank : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<Guid, PaymentRecord> _payments;
    private readonly ConcurrentBag<Task> _answers = [];
    private readonly List<string> _mailbox = [];
    private readonly MessageArchive _archive;
    private readonly BankClient _client;

    /// <summary>A bank.</summary>
    /// <param name="bic">Its BIC.</param>
    /// <param name="client">Its connection.</param>
    /// <param name="archive">Keeps its messages.</param>
    /// <param name="payments">What all banks know of all payments; each bank looks at its own only.</param>
    /// <param name="openingMinor">What it brought in, in cents.</param>
    public SimulatedBank(string bic, BankClient client, MessageArchive archive, ConcurrentDictionary<Guid, PaymentRecord> payments, long openingMinor)
    {
        Bic = bic;
        _client = client;
        _archive = archive;
        _payments = payments;
        Book = new BankBook(openingMinor);
    }

    /// <summary>Its BIC.</summary>
    public string Bic { get; }

    /// <summary>Its own book.</summary>
    public BankBook Book { get; }

    /// <summary>Its connection.</summary>
    public BankClient Client => _client;

    /// <summary>Things that were looked at on the way, by promise.</summary>
    public ConcurrentBag<(string Promise, string Violation)> Findings { get; } = [];

    /// <summary>Sends a payment until the switch has acknowledged it or its outcome is known.</summary>
    public async Task SendAsync(PaymentRecord payment, string message)
    {
        payment.Sent = message;
        while (!payment.IsFinal)
        {
            try
            {
                (HttpStatusCode status, string body) = await _client.PostAsync(message, $"pacs.008-{payment.Uetr}");
                if (status is HttpStatusCode.OK or HttpStatusCode.Accepted)
                {
                    payment.IsAcknowledged = true;
                    return;
                }

                // Not taken in, or the outcome is not known: then the same message is sent again.
                if (status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError))
                {
                    Findings.Add(("every payment has exactly one outcome", $"{payment.Uetr} was answered {(int)status}: {body}"));
                    return;
                }
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
            {
                // Whether it was taken in is not known: the same message is sent again.
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Reads the mailbox until told to stop, and does what the messages ask for.</summary>
    public async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                foreach (MailboxEntry entry in await _client.ReadMailboxAsync(_mailbox.Count, 5, stop)) Take(entry);
            }
            catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException)
            {
                if (!stop.IsCancellationRequested) await Task.Delay(Pause, CancellationToken.None);
            }
        }

        await Task.WhenAll(_answers);
    }

    /// <summary>Reads the whole mailbox once more: it must hold what it held before, byte for byte.</summary>
    public async Task ReadAgainAsync()
    {
        const string Promise = "a mailbox read again is the same, byte for byte";
        int count = 0;
        while (count < _mailbox.Count)
        {
            IReadOnlyList<MailboxEntry> page = await _client.ReadMailboxAsync(count, 5, CancellationToken.None);
            if (page.Count == 0)
            {
                Findings.Add((Promise, $"{Bic}: ends at {count}, had {_mailbox.Count} messages"));
                return;
            }

            foreach (MailboxEntry entry in page.Take(_mailbox.Count - count))
                if (entry.Xml != _mailbox[count++]) Findings.Add((Promise, $"{Bic}: message {count} is another one now"));
        }

        Findings.Add((Promise, ""));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private void Take(MailboxEntry entry)
    {
        if (entry.Cursor != _mailbox.Count + 1)
            Findings.Add(("a mailbox has no gaps", $"{Bic}: after cursor {_mailbox.Count} came {entry.Cursor}"));
        _mailbox.Add(entry.Xml);
        MessageFacts facts = MessageFacts.Read(entry.Xml);
        _archive.KeepReceived($"{facts.Definition}-{facts.Uetr}", entry.Xml);
        // What is told of its account is about no payment.
        if (facts.Definition.StartsWith("camt.054", StringComparison.Ordinal)) return;
        if (facts.Uetr is not Guid uetr || !_payments.TryGetValue(uetr, out PaymentRecord? payment))
        {
            Findings.Add(("nobody is told of payments that nobody made", $"{Bic} was sent {facts.Definition} of {facts.Uetr}"));
            return;
        }

        if (facts.Status is null)
        {
            payment.CreditorIsSent(facts.Document);
            if (payment.Forwarded.Count == 1) _answers.Add(Task.Run(() => AnswerAsync(payment)));
            return;
        }

        var outcome = new Outcome(facts.Status, facts.Reasons.Count == 0 ? null : facts.Reasons[0], entry.Xml);
        bool settled = outcome.Status != "RJCT";
        if (payment.Debtor == Bic)
        {
            payment.LatencyMs = Stopwatch.GetElapsedTime(payment.IntendedAt).TotalMilliseconds;
            if (settled) Book.Pay(payment.AmountMinor);
            payment.DebtorHears(outcome);
        }
        else
        {
            if (settled) Book.Receive(payment.AmountMinor);
            payment.CreditorHears(outcome);
        }
    }

    private async Task AnswerAsync(PaymentRecord payment)
    {
        switch (payment.Behaviour)
        {
            case Behaviour.Silence:
                return;
            case Behaviour.Reject:
                await AnswerAsync(payment, "RJCT", payment.RejectReason);
                return;
            case Behaviour.AcceptLate:
                await AnswerLateAsync(payment);
                return;
            case Behaviour.Contradict:
                await AnswerAsync(payment, "ACCP", null);
                (HttpStatusCode status, _) = await AnswerAsync(payment, "RJCT", "AC04");
                bool refused = status is HttpStatusCode.Conflict || payment.HeardByDebtor.Any(outcome => outcome.Status == "RJCT");
                Findings.Add(("a contradicting answer is refused", refused ? "" : $"{payment.Uetr} was answered {(int)status}"));
                return;
            default:
                await AnswerAsync(payment, "ACCP", null);
                return;
        }
    }

    private async Task AnswerLateAsync(PaymentRecord payment)
    {
        const string Promise = "a late answer is told RJCT";
        while (payment.HeardByCreditor.Count == 0) await Task.Delay(Pause);
        (HttpStatusCode status, string body) = await AnswerAsync(payment, "ACCP", null);
        bool told = status == HttpStatusCode.OK && MessageFacts.Read(body).Status == "RJCT";
        Findings.Add((Promise, told ? "" : $"{payment.Uetr} was answered {(int)status}"));
    }

    private async Task<(HttpStatusCode Status, string Body)> AnswerAsync(PaymentRecord payment, string status, string? reason)
    {
        string message = BankMessages.Answer(Bic, payment.Uetr, status, reason);
        while (true)
        {
            try
            {
                (HttpStatusCode code, string body) = await _client.PostAsync(message, $"pacs.002-{status}-{payment.Uetr}");
                if (code is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError)) return (code, body);
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
            {
                // Whether it was taken is not known: the same answer is given again.
            }

            await Task.Delay(Pause);
        }
    }
}
