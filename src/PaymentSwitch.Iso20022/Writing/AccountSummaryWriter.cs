using System.Buffers;
using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>
/// Writes what a time has come to on one account, without its entries, as a report (camt.052) or a statement (camt.053). The same
/// arguments give the same bytes.
/// </summary>
public static class AccountSummaryWriter
{
    private const int InformationLengthMax = 500;

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="summary">What it says. Sums of more than 18 digits are left out.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form; it is a notification, or a statement without a balance.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, AccountSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (summary.Kind == CashReportKind.Notification) throw new ArgumentException("A notification tells entries, and a summary has none.", nameof(summary));
        CashReportWriter.Write(output, header, new CashReport
        {
            Kind = summary.Kind,
            MessageId = summary.MessageId,
            CreatedAt = IsoText.Time(summary.CreatedAtMs),
            Accounts =
            [
                new AccountReport
                {
                    Id = summary.SummaryId,
                    CreatedAt = IsoText.Time(summary.CreatedAtMs),
                    Period = new TimeSpanText(IsoText.Time(summary.FromMs), IsoText.Time(summary.ToMs)),
                    Source = summary.Source is null ? null : new CodeText(summary.Source, IsProprietary: true),
                    Account = NamedParts.Account(summary.Account, summary.Currency.Code),
                    Owner = NamedParts.Party(summary.Owner),
                    Servicer = summary.Servicer,
                    Balances = BalancesOf(summary),
                    Summary = summary.Totals is null ? null : SummaryOf(summary.Totals, summary.Currency),
                    AdditionalInformation = summary.AdditionalInformation is { Length: > 0 } text ? NamedParts.Cut(text, InformationLengthMax) : null,
                },
            ],
        });
    }

    private static IReadOnlyList<ReportedBalance> BalancesOf(AccountSummary summary)
    {
        if (summary.ClosingMinor is not long closingMinor) return [];
        ReportedBalance closing = BalanceOf(summary.Kind == CashReportKind.Statement ? "CLBD" : "ITBD", closingMinor, summary.ToMs);
        if (summary.Totals is not EntryTotals totals) return [closing];
        Int128 openingMinor = (Int128)closingMinor - totals.CreditsMinor + totals.DebitsMinor;
        return [BalanceOf("OPBD", (long)openingMinor, summary.FromMs), closing];

        ReportedBalance BalanceOf(string type, long minor, long atMs) => new(
            new BalanceType(new CodeText(type)), AmountText.Of(NamedParts.Size(new Money(minor, summary.Currency))), minor >= 0, IsoText.Time(atMs));
    }

    private static EntrySummary SummaryOf(EntryTotals totals, Currency currency)
    {
        (Int128 debits, Int128 credits) = (totals.DebitsMinor, totals.CreditsMinor);
        return new EntrySummary
        {
            NumberOfEntries = TextOf(totals.DebitCount + totals.CreditCount),
            Sum = SumOf(credits + debits, currency),
            Net = SumOf(Int128.Abs(credits - debits), currency) is string net ? new NetAmount(net, credits >= debits) : null,
            NumberOfCredits = TextOf(totals.CreditCount),
            CreditSum = SumOf(credits, currency),
            NumberOfDebits = TextOf(totals.DebitCount),
            DebitSum = SumOf(debits, currency),
        };
    }

    // A sum for which the standard has no room is left out: the message must be readable all the same.
    private static string? SumOf(Int128 minor, Currency currency) => minor > Money.MinorUnitsMax ? null : AccountStatementWriter.DecimalOf(minor, currency);

    private static string TextOf(long count) => count.ToString(CultureInfo.InvariantCulture);
}
