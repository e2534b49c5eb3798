using System.Buffers;
using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>
/// Writes reports (camt.052), statements (camt.053) and booking notifications (camt.054) of one account. What does not add up is
/// not written. The same arguments give the same bytes.
/// </summary>
public static class AccountStatementWriter
{
    private static readonly CodeText Booked = new("BOOK");
    private static readonly CodeText Information = new("INFO");

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="statement">What it says.</param>
    /// <exception cref="ArgumentException">
    /// A value is not of its element's form, an amount is in another currency or not above zero, or opening balance and entries do
    /// not come to the closing balance.
    /// </exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, AccountStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        bool hasBalances = statement.Kind != CashReportKind.Notification;
        (Int128 credits, Int128 debits) = Add(statement);
        if (hasBalances && statement.OpeningBalance.MinorUnits + credits - debits != statement.ClosingBalance.MinorUnits)
        {
            throw DocumentOutput.NotOfItsForm(
                "Bal", statement.ClosingBalance.ToString(), $"the opening balance {statement.OpeningBalance} with all entries added");
        }

        if (!hasBalances) DocumentOutput.RequireAny("Ntry", statement.Entries.Count);
        CashReportWriter.Write(output, header, new CashReport
        {
            Kind = statement.Kind,
            MessageId = statement.MessageId,
            CreatedAt = IsoText.Time(statement.CreatedAtMs),
            Page = statement.Page,
            OriginalQuery = statement.OriginalQuery,
            Accounts =
            [
                new AccountReport
                {
                    Id = statement.StatementId,
                    CreatedAt = IsoText.Time(statement.CreatedAtMs),
                    Period = new TimeSpanText(IsoText.Time(statement.FromMs), IsoText.Time(statement.ToMs)),
                    Account = NamedParts.Account(statement.Account, statement.OpeningBalance.Currency.Code),
                    Owner = NamedParts.Party(statement.Owner),
                    Servicer = statement.Servicer,
                    Balances = hasBalances ? BalancesOf(statement) : [],
                    Summary = SummaryOf(statement, credits, debits),
                    Entries = [.. statement.Entries.Select(entry => EntryOf(entry, statement))],
                },
            ],
        });
    }

    private static (Int128 Credits, Int128 Debits) Add(AccountStatement statement)
    {
        Currency currency = statement.OpeningBalance.Currency;
        if (statement.ClosingBalance.Currency != currency)
            throw DocumentOutput.NotOfItsForm("Bal", statement.ClosingBalance.ToString(), $"a balance in {currency.Code}");
        Int128 credits = 0;
        Int128 debits = 0;
        foreach (StatementEntry entry in statement.Entries)
        {
            if (entry.Amount.Currency != currency || entry.Amount.MinorUnits <= 0)
                throw DocumentOutput.NotOfItsForm("Ntry/Amt", entry.Amount.ToString(), $"an amount above zero in {currency.Code}");
            if (entry.IsInformation && statement.Kind != CashReportKind.Notification)
                throw DocumentOutput.NotOfItsForm("Ntry/Sts", "INFO", "an entry that was booked: balances have no others");
            if (entry.IsCredit) credits += entry.Amount.MinorUnits;
            else debits += entry.Amount.MinorUnits;
        }

        return (credits, debits);
    }

    private static IReadOnlyList<ReportedBalance> BalancesOf(AccountStatement statement)
    {
        bool isFirst = statement.Page is null || (int.TryParse(statement.Page.Number, NumberStyles.None, CultureInfo.InvariantCulture, out int page) && page == 1);
        bool isLast = statement.Kind == CashReportKind.Statement && statement.Page is null or { IsLast: true };
        return
        [
            BalanceOf(isFirst ? "OPBD" : "ITBD", statement.OpeningBalance, statement.FromMs),
            BalanceOf(isLast ? "CLBD" : "ITBD", statement.ClosingBalance, statement.ToMs),
        ];
    }

    private static ReportedBalance BalanceOf(string type, Money balance, long atMs) => new(
        new BalanceType(new CodeText(type)), AmountText.Of(NamedParts.Size(balance)), balance.MinorUnits >= 0, IsoText.Time(atMs));

    private static EntrySummary SummaryOf(AccountStatement statement, Int128 credits, Int128 debits)
    {
        Currency currency = statement.OpeningBalance.Currency;
        int count = statement.Entries.Count;
        int creditCount = statement.Entries.Count(entry => entry.IsCredit);
        return new EntrySummary
        {
            NumberOfEntries = TextOf(count),
            Sum = DecimalOf(credits + debits, currency),
            Net = new NetAmount(DecimalOf(Int128.Abs(credits - debits), currency), credits >= debits),
            NumberOfCredits = TextOf(creditCount),
            CreditSum = DecimalOf(credits, currency),
            NumberOfDebits = TextOf(count - creditCount),
            DebitSum = DecimalOf(debits, currency),
        };
    }

    private static AccountEntry EntryOf(StatementEntry entry, AccountStatement statement)
    {
        var amount = AmountText.Of(entry.Amount);
        string bookedAt = IsoText.Time(entry.BookedAtMs);
        return new AccountEntry
        {
            Amount = amount,
            IsCredit = entry.IsCredit,
            IsReversal = entry.IsReversal ? true : null,
            Status = entry.IsInformation ? Information : Booked,
            BookingDate = entry.IsInformation ? null : bookedAt,
            ValueDate = bookedAt,
            ServicerReference = entry.Reference,
            TransactionCode = entry.TransactionCode,
            Transactions =
            [
                new EntryTransaction
                {
                    ServicerReference = entry.Reference,
                    EndToEndId = entry.EndToEndId,
                    Uetr = entry.Uetr?.ToString(),
                    TransactionId = entry.TransactionId,
                    Amount = amount,
                    IsCredit = entry.IsCredit,
                    DebtorAgent = entry.Counterparty is null ? null : entry.IsCredit ? entry.Counterparty : statement.Owner,
                    CreditorAgent = entry.Counterparty is null ? null : entry.IsCredit ? statement.Owner : entry.Counterparty,
                },
            ],
            AdditionalInformation = entry.AdditionalInformation is { Length: > 0 } text ? NamedParts.Cut(text, 500) : null,
        };
    }

    private static string TextOf(int count) => count.ToString(CultureInfo.InvariantCulture);

    // A sum may have more digits than an amount: it is written where the standard has room for it, and refused elsewhere.
    internal static string DecimalOf(Int128 minorUnits, Currency currency)
    {
        string digits = minorUnits.ToString(CultureInfo.InvariantCulture).PadLeft(currency.Exponent + 1, '0');
        return currency.Exponent == 0 ? digits : $"{digits[..^currency.Exponent]}.{digits[^currency.Exponent..]}";
    }
}
