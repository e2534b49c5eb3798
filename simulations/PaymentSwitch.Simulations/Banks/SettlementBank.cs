using System.Collections.Concurrent;
using System.Net;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>
/// The settlement bank: keeps the banks' own money, brings it into the schemes (camt.050), takes it back when the switch says so,
/// and moves the net positions of cycles (pacs.009). Net creditors are paid when the net debtors have paid in. A bank whose money does
/// not suffice is refused, and nothing else is assumed of it.
/// </summary>
/// <param name="bic">Its BIC.</param>
/// <param name="client">Its connection.</param>
/// <param name="clock">The time that its messages say.</param>
/// <param name="advise">Tells a bank that its own money was moved for a cycle: the bank, the currency, what it got or gave.</param>
internal sealed class SettlementBank(string bic, BankClient client, TimeProvider clock, Action<string, string, long> advise) : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _blocked = new(StringComparer.Ordinal);
    private readonly List<Instruction> _toPayOut = [];
    private long _cursor;
    private int _numbers;

    /// <summary>Its BIC.</summary>
    public string Bic { get; } = bic;

    /// <summary>Its book.</summary>
    public SettlementBook Book { get; } = new();

    /// <summary>What was not as it should be.</summary>
    public ConcurrentQueue<string> Findings { get; } = [];

    /// <summary>How many instructions it has carried out, and how many it has refused.</summary>
    public (int Done, int Refused) Instructions { get; private set; }

    /// <summary>Takes no more money in for a bank, or takes it in again.</summary>
    public void Block(string bank, bool isBlocked) => _blocked[bank] = isBlocked;

    /// <summary>Brings a bank's money into a scheme, as the bank has asked it to.</summary>
    /// <exception cref="InvalidOperationException">The bank has not so much, or the switch refused it.</exception>
    public async Task BringInAsync(string bank, string currency, long amountMinor)
    {
        if (!Book.BringIn(bank, currency, amountMinor)) throw new InvalidOperationException($"{bank} has not {amountMinor} {currency} to bring in.");
        string id = $"IN-{bank}-{Interlocked.Increment(ref _numbers)}";
        (HttpStatusCode status, string body) = await client.PostAsync(
            TreasuryMessages.LiquidityTransfer(Bic, id, bank, currency, amountMinor, clock.GetUtcNow()), "camt.050");
        if (status == HttpStatusCode.OK && new ReceivedMessage(body)["StsCd"] == "COMP") return;
        throw new InvalidOperationException($"Funding {id} was answered {(int)status}: {body}");
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
                    _cursor = entry.Cursor;
                    await TakeAsync(new ReceivedMessage(entry.Xml));
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The day is over.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task TakeAsync(ReceivedMessage message)
    {
        switch (message.Definition[..8])
        {
            case "pacs.009":
                Instruction[] instructions = [.. message.Parts("CdtTrfTxInf").Select(part => Read(message, part))];
                foreach (Instruction instruction in instructions.Where(one => one.Pays))
                {
                    bool paid = Book.PayIn(instruction.Bank, instruction.Currency, instruction.AmountMinor, instruction.FromPrefunding);
                    if (paid && !instruction.FromPrefunding) advise(instruction.Bank, instruction.Currency, -instruction.AmountMinor);
                    await AnswerAsync(instruction, paid);
                }

                _toPayOut.AddRange(instructions.Where(one => !one.Pays));
                await PayOutAsync();
                break;
            case "camt.050":
                (long amountMinor, string currency) = message.Amount("AmtWthCcy");
                string bank = message.Within("Cdtr", "BICFI")!;
                bool takes = !_blocked.GetValueOrDefault(bank) && Book.BringIn(bank, currency, -amountMinor);
                string receipt = TreasuryMessages.Receipt(Bic, NextId(), message["MsgId"]!, takes, clock.GetUtcNow());
                Expect(await client.PostAsync(receipt, "camt.025"), "receipt");
                break;
            case "camt.025" or "admi.004":
                break;
            default:
                Findings.Enqueue($"The settlement bank was sent {message.Definition}.");
                break;
        }
    }

    private async Task PayOutAsync()
    {
        foreach (Instruction instruction in _toPayOut.ToArray())
        {
            if (!Book.PayOut(instruction.Bank, instruction.Currency, instruction.AmountMinor)) continue;
            _toPayOut.Remove(instruction);
            advise(instruction.Bank, instruction.Currency, instruction.AmountMinor);
            await AnswerAsync(instruction, isDone: true);
        }
    }

    private async Task AnswerAsync(Instruction instruction, bool isDone)
    {
        Instructions = isDone ? Instructions with { Done = Instructions.Done + 1 } : Instructions with { Refused = Instructions.Refused + 1 };
        string answer = TreasuryMessages.AnswerInstruction(Bic, NextId(), instruction.MessageId, instruction.Uetr, isDone, clock.GetUtcNow());
        Expect(await client.PostAsync(answer, "pacs.002"), "answer to an instruction");
    }

    private Instruction Read(ReceivedMessage message, ReceivedMessage part)
    {
        (long amountMinor, string currency) = part.Amount("IntrBkSttlmAmt");
        string debtor = part.Within("Dbtr", "BICFI")!;
        string creditor = part.Within("Cdtr", "BICFI")!;
        bool pays = creditor == "PSWTBEBBXXX";
        return new Instruction(
            message["MsgId"]!, part.Uetr!.Value, pays ? debtor : creditor, currency, amountMinor, pays, part.Within("DbtrAcct", "Id") == "PREFUNDING");
    }

    private string NextId() => $"S{Interlocked.Increment(ref _numbers)}";

    private void Expect((HttpStatusCode Status, string Body) answer, string what)
    {
        if (answer.Status != HttpStatusCode.NoContent) Findings.Enqueue($"The settlement bank's {what} was answered {(int)answer.Status}: {answer.Body}");
    }

    private sealed record Instruction(string MessageId, Guid Uetr, string Bank, string Currency, long AmountMinor, bool Pays, bool FromPrefunding);
}
