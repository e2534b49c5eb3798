using System.Buffers;
using PaymentSwitch.Domain;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Engine.Privacy;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>
/// The messages of mailboxes, made from stored facts alone: no clock, no directory, no counter. Whoever reads one again
/// gets the same bytes.
/// </summary>
internal sealed class OutgoingMessages
{
    private readonly AftermathMessages _aftermath;
    private readonly LiquidityMessages _liquidity;
    private readonly BookingMessages _bookings;
    private readonly SummaryMessages _summaries;
    private readonly SchemeMessages _scheme;

    /// <summary>The messages of a switch.</summary>
    /// <param name="switchBic">The switch's own BIC, eleven characters.</param>
    /// <param name="paymentSwitch">Knows the schemes.</param>
    /// <param name="keys">Open what is passed on.</param>
    public OutgoingMessages(string switchBic, IPaymentSwitch paymentSwitch, PartyKeys keys)
    {
        var parties = new Parties(switchBic);
        var passedOn = new PassedOnMessages(parties, keys);
        Payments = new PaymentMessages(parties, passedOn, paymentSwitch);
        _aftermath = new AftermathMessages(parties, passedOn, Payments);
        Accounts = new AccountMessages(parties, paymentSwitch);
        _liquidity = new LiquidityMessages(parties);
        _bookings = new BookingMessages(parties);
        _summaries = new SummaryMessages(parties);
        _scheme = new SchemeMessages(parties, passedOn, paymentSwitch);
    }

    /// <summary>Those about payments, which are also answers.</summary>
    public PaymentMessages Payments { get; }

    /// <summary>Those about accounts, which are answers only.</summary>
    public AccountMessages Accounts { get; }

    /// <summary>Those about what comes after a payment, which are also answers.</summary>
    public AftermathMessages Aftermath => _aftermath;

    /// <summary>Those about liquidity, which are also answers.</summary>
    public LiquidityMessages Liquidity => _liquidity;

    /// <summary>Writes a message; nothing, where it passes on what was erased.</summary>
    /// <returns>Its definition, for example <c>pacs.002.001.10</c>.</returns>
    public string Write(IBufferWriter<byte> output, MailboxMessage message) => message.Kind switch
    {
        DeliveryKind.ForwardToCreditorAgent or DeliveryKind.ConfirmToDebtorAgent or DeliveryKind.ConfirmToCreditorAgent
            or DeliveryKind.RejectLateAnswer => Payments.Write(output, message.Kind, message.Payment!),
        DeliveryKind.RecallLateAcceptance or DeliveryKind.PassOnLaterOutcome or DeliveryKind.PassOnRecall or DeliveryKind.PassOnRecallAnswer
            or DeliveryKind.PassOnRecallPending or DeliveryKind.RecallLapsed or DeliveryKind.PassOnReturn or DeliveryKind.ConfirmReturn => _aftermath.Write(output, message.Kind, message.Payment!),
        DeliveryKind.LiquidityAlert or DeliveryKind.InstructWithdrawal or DeliveryKind.LiquidityReceipt => _liquidity.Write(output, message),
        DeliveryKind.BookingNotification or DeliveryKind.DebitNotification or DeliveryKind.CreditNotification => _bookings.Write(output, message),
        DeliveryKind.Report => _summaries.Write(output, message),
        DeliveryKind.PassOnRequestToPay or DeliveryKind.PassOnRequestToPayAnswer or DeliveryKind.PassOnRequestToPayPending
            or DeliveryKind.SettlementInstruction or DeliveryKind.Broadcast => _scheme.Write(output, message),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message.Kind, "There is no such message."),
    };
}
