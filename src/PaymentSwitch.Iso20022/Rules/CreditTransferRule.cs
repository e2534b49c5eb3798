using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>A rule for credit transfers (pacs.008, whatever version): its entry in the catalogue and its check in one.</summary>
internal sealed record CreditTransferRule : Rule
{
    /// <summary>Adds what is wrong.</summary>
    internal required CreditTransferCheck Check { get; init; }
}

/// <summary>Looks at a credit transfer, and adds what is wrong with it.</summary>
internal delegate void CreditTransferCheck(in CreditTransferFacts facts, ref ViolationList found);

/// <summary>What the rules look at: the message, the scheme, the time, and what several rules would otherwise read for themselves.</summary>
internal readonly ref struct CreditTransferFacts
{
    internal CreditTransferFacts(CreditTransferMessage message, SchemeProfile profile, long nowMs)
    {
        Message = message;
        Profile = profile;
        NowMs = nowMs;
        HasUetr = Uetr.TryParse(message.Uetr, out Uetr uetr);
        Uetr = uetr;
        AmountWritten = message.Amount.Value.AsSpan().Trim();
        Currency = Currency.Find(message.Amount.Currency);
        AmountParse = MoneyParse.NotADecimal;
        Amount = new Money(0, profile.Currency);
        if (Currency is null) return;
        AmountParse = Money.Parse(AmountWritten, Currency, out Money amount);
        if (AmountParse == MoneyParse.Ok) Amount = amount;
    }

    /// <summary>The message.</summary>
    internal CreditTransferMessage Message { get; }

    /// <summary>The scheme.</summary>
    internal SchemeProfile Profile { get; }

    /// <summary>The time, in Unix milliseconds.</summary>
    internal long NowMs { get; }

    /// <summary>Whether there is a valid UETR.</summary>
    internal bool HasUetr { get; }

    /// <summary>The UETR; says nothing where there is no valid one.</summary>
    internal Uetr Uetr { get; }

    /// <summary>The amount as it is written, without blanks around it.</summary>
    internal ReadOnlySpan<char> AmountWritten { get; }

    /// <summary>The currency of the amount; null where ISO 4217 has none of this name that payments are made in.</summary>
    internal Currency? Currency { get; }

    /// <summary>What the amount is as a number of its currency.</summary>
    internal MoneyParse AmountParse { get; }

    /// <summary>The amount; zero in the scheme's currency where it cannot be represented.</summary>
    internal Money Amount { get; }
}
