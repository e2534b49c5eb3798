using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Whom a message names as the bank that sends it, whoever has brought it here.</summary>
public static class SenderClaim
{
    /// <summary>
    /// The debtor agent of a payment; of other messages whoever instructs, assigns or asks in it, else the header's <c>Fr</c>.
    /// Null where nobody is named.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, for the kind of its member ids.</param>
    public static AgentIdentification? Of(IncomingMessage message, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        AgentIdentification? named = message switch
        {
            CreditTransferMessage transfer => transfer.DebtorAgent,
            IncomingMessage<CancellationRequest> recall => AgentNames.Of(recall.Content.Assignment.Assigner),
            IncomingMessage<InvestigationResolution> answer => AgentNames.Of(answer.Content.Assignment.Assigner),
            IncomingMessage<PaymentReturn> { Content: var content } => content.InstructingAgent ?? content.Transactions.Select(payment => payment.InstructingAgent).FirstOrDefault(),
            IncomingMessage<RequestToPay> { Content.Debtors: [{ Payments: [var first, ..] }, ..] } => first.CreditorAgent,
            IncomingMessage<RequestToPayStatus> status => status.Content.DebtorAgent,
            IncomingMessage<ReportingRequest> request => AgentNames.Of(request.Content.Sender),
            _ => null,
        };
        return AgentNames.WithSystem(AgentNames.IsNamed(named) ? named : message.Header?.From, profile.MemberIdSystem);
    }
}
