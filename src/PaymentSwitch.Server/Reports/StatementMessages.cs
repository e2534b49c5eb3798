using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;
using AccountStatement = PaymentSwitch.Engine.Reporting.AccountStatement;
using StatementMessage = PaymentSwitch.Iso20022.Writing.AccountStatement;

namespace PaymentSwitch.Server.Reports;

/// <summary>
/// A statement as camt.053: a file a page, each a message with header, the pages numbered. The same day gives the same bytes:
/// a message is made at the end of the day, whenever it is written.
/// </summary>
/// <param name="folder">Where to.</param>
/// <param name="switchBic">The switch's own BIC, eleven characters.</param>
internal sealed class StatementMessages(string folder, string switchBic) : IStatementOutput
{
    private readonly List<StatementEntry> _entries = [];
    private AccountStatement _first = null!;
    private long _left;
    private long _pageOpeningMinor;
    private int _page;

    /// <inheritdoc/>
    public void Begin(AccountStatement statement)
    {
        _first = statement;
        _left = statement.EntryCount;
        _pageOpeningMinor = statement.OpeningBalanceMinor;
    }

    /// <inheritdoc/>
    public void Take(in Movement entry, EntryDetails? details)
    {
        _entries.Add(EntryOf(entry, details));
        _left--;
        if (_entries.Count == AccountStatement.EntriesPerPageMax && _left > 0) WritePage(entry.BalanceAfterMinor);
    }

    /// <inheritdoc/>
    public void End(StatementTotals totals) => WritePage(totals.ClosingBalanceMinor);

    private void WritePage(long closingMinor)
    {
        _page++;
        AccountId account = _first.Account;
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{account}\n{_first.FromMs}\n{_first.ToMs}"))).AsSpan(0, 13));
        string messageId = string.Create(CultureInfo.InvariantCulture, $"S{id}{_page:D6}");
        AgentIdentification owner = AgentOf(account.Participant);
        AgentIdentification keeper = AgentIdentification.OfBic(switchBic);
        bool isOnly = _page == 1 && _left == 0;
        var output = new ArrayBufferWriter<byte>();
        AccountStatementWriter.Write(output, new OutgoingHeader(keeper, owner, messageId, "camt.053.001.08", _first.ToMs), new StatementMessage
        {
            Kind = CashReportKind.Statement,
            MessageId = messageId,
            StatementId = $"S{id}",
            CreatedAtMs = _first.ToMs,
            Page = isOnly ? null : new PageNumber(_page.ToString(CultureInfo.InvariantCulture), _left == 0),
            Account = account.ToString(),
            Owner = owner,
            Servicer = keeper,
            FromMs = _first.FromMs,
            ToMs = _first.ToMs - 1,
            OpeningBalance = new Money(_pageOpeningMinor, account.Currency),
            ClosingBalance = new Money(closingMinor, account.Currency),
            Entries = _entries,
        });
        using (FileStream file = File.Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"camt.053-{_page:D6}.xml")))) file.Write(output.WrittenSpan);
        _entries.Clear();
        _pageOpeningMinor = closingMinor;
    }

    private static StatementEntry EntryOf(in Movement entry, EntryDetails? details) => new()
    {
        Amount = new Money(Math.Abs(entry.AmountMinor), entry.Account.Currency),
        IsCredit = entry.AmountMinor > 0,
        BookedAtMs = entry.AtMs,
        Reference = entry.Number.ToString(CultureInfo.InvariantCulture),
        TransactionCode = CodeOf(entry.Kind),
        Uetr = entry.Uetr,
        EndToEndId = details?.EndToEndId,
        TransactionId = details?.TransactionId,
        Counterparty = details is null ? null : AgentOf(details.Counterparty),
        AdditionalInformation = details?.ReturnReason is string reason ? $"Returned: {reason}" : entry.Reference,
    };

    // The standard's external codes, where it has one for what the switch books.
    private static BankTransactionCode CodeOf(MovementKind kind) => kind switch
    {
        MovementKind.PaymentIn => new BankTransactionCode { Domain = "PMNT", Family = "RRCT", SubFamily = "ESCT" },
        MovementKind.PaymentOut => new BankTransactionCode { Domain = "PMNT", Family = "IRCT", SubFamily = "ESCT" },
        MovementKind.ReturnIn => new BankTransactionCode { Domain = "PMNT", Family = "IRCT", SubFamily = "RRTN" },
        MovementKind.ReturnOut => new BankTransactionCode { Domain = "PMNT", Family = "RRCT", SubFamily = "RRTN" },
        MovementKind.Funding => new BankTransactionCode { Proprietary = "FUNDING" },
        MovementKind.Withdrawal => new BankTransactionCode { Proprietary = "WITHDRAWAL" },
        MovementKind.CycleSettlement => new BankTransactionCode { Proprietary = "CYCLE-SETTLEMENT" },
        _ => new BankTransactionCode { Proprietary = "OTHER" },
    };

    private static AgentIdentification AgentOf(ParticipantId participant) =>
        Bic.HasForm(participant.Value) ? AgentIdentification.OfBic(participant.Value) : new AgentIdentification(null, null, participant.Value);
}
