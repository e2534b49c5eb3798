using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Where accounts stand (camt.004): as the answer to a query, or unasked, when a floor or a ceiling was crossed.</summary>
public sealed record AccountPositions
{
    /// <summary><c>MsgHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>MsgHdr/CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary><c>MsgHdr/OrgnlBizQry</c>: the query that is answered; null for an alert.</summary>
    public OriginalQuery? OriginalQuery { get; init; }

    /// <summary>The accounts; at least one.</summary>
    public required IReadOnlyList<AccountPosition> Accounts { get; init; }
}

/// <summary>Where one account stands. Each amount is in the account's currency.</summary>
public sealed record AccountPosition
{
    /// <summary>The account's number (<c>AcctId</c>).</summary>
    public required string Account { get; init; }

    /// <summary>Whose it is (<c>Ownr</c>).</summary>
    public required AgentIdentification Owner { get; init; }

    /// <summary>As of when (<c>ValDt</c> of each balance), in Unix milliseconds.</summary>
    public required long AtMs { get; init; }

    /// <summary>What is booked (<c>MulBal</c> of type BOOK); below zero where the owner owes.</summary>
    public required Money Balance { get; init; }

    /// <summary>What is reserved for payments that are not settled yet (type DPBL); null where it is not told.</summary>
    public Money? Reserved { get; init; }

    /// <summary>What can be paid (type AVLB); null where it is not told.</summary>
    public Money? Available { get; init; }

    /// <summary>The cap (<c>CurMulLmt</c>); null where there is none.</summary>
    public Money? Cap { get; init; }

    /// <summary>What the cap leaves (type LRLD); may be below zero after a cap was cut. Null where there is none.</summary>
    public Money? Headroom { get; init; }

    /// <summary>The floor below which the account fell (proprietary type FLOOR); null for no such alert.</summary>
    public Money? CrossedFloor { get; init; }

    /// <summary>The ceiling above which it rose (proprietary type CEILING); null for no such alert.</summary>
    public Money? CrossedCeiling { get; init; }
}

/// <summary>Writes where accounts stand (camt.004). The same arguments give the same bytes.</summary>
public static class AccountPositionWriter
{
    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="positions">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form, there is no account, or an amount is in another currency.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, AccountPositions positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        AccountAnswerWriter.Write(output, header, new AccountAnswer
        {
            Header = new AnswerHeader
            {
                MessageId = positions.MessageId, CreatedAt = IsoText.Time(positions.CreatedAtMs), OriginalQuery = positions.OriginalQuery,
            },
            Accounts = [.. positions.Accounts.Select(StateOf)],
        });
    }

    private static AccountState StateOf(AccountPosition position)
    {
        Currency currency = position.Balance.Currency;
        List<CurrentBalance> balances = [];
        Add(position.Balance, new CodeText("BOOK"));
        Add(position.Reserved, new CodeText("DPBL"));
        Add(position.Available, new CodeText("AVLB"));
        Add(position.Headroom, new CodeText("LRLD"));
        Add(position.CrossedFloor, new CodeText("FLOOR", IsProprietary: true));
        Add(position.CrossedCeiling, new CodeText("CEILING", IsProprietary: true));
        AccountIdentification account = NamedParts.Account(position.Account);
        return new AccountState
        {
            Account = new AccountNumber(position.Account, IsIban: account.Iban is not null),
            Currency = currency.Code,
            Limit = position.Cap is { } cap ? new CurrentLimit(AmountText.Of(Checked(cap)), IsCredit: false) : null,
            Owner = NamedParts.Party(position.Owner),
            Balances = balances,
        };

        void Add(Money? amount, CodeText type)
        {
            if (amount is not { } written) return;
            balances.Add(new CurrentBalance
            {
                Amount = NamedParts.Size(Checked(written)).ToDecimalString(), IsCredit = written.MinorUnits >= 0, Type = type, ValueDate = IsoText.Time(position.AtMs),
            });
        }

        // The balances have no currency of their own in the message.
        Money Checked(Money amount) => amount.Currency == currency
            ? amount
            : throw DocumentOutput.NotOfItsForm("Amt", amount.ToString(), $"an amount in {currency.Code}, as the balance is");
    }
}
