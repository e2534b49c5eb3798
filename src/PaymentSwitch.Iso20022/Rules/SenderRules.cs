using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Nobody speaks for another bank: whoever a message names as the one who sends it is the one who did.</summary>
public static class SenderRules
{
    private const string Code = "AG01";
    private static readonly RuleSubject From = new("/AppHdr/Fr", Code);
    private static readonly RuleSubject Transfer = new(Paths.InstructingAgent, Code);
    private static readonly RuleSubject RecallAssigner = new(RecallRules.Assigner, Code);
    private static readonly RuleSubject AnswerAssigner = new(RecallAnswerRules.Assigner, Code);
    private static readonly RuleSubject ReturnGroup = new(ReturnRules.Group + "/InstgAgt", Code);
    private static readonly RuleSubject Return = new(ReturnRules.Transaction + "/InstgAgt", Code);
    private static readonly RuleSubject InstitutionGroup = new("/Document/FICdtTrf/GrpHdr/InstgAgt", Code);
    private static readonly RuleSubject Institution = new("/Document/FICdtTrf/CdtTrfTxInf/InstgAgt", Code);
    private static readonly RuleSubject Requester = new(RequestToPayRules.Payment + "/CdtrAgt", Code);
    private static readonly RuleSubject RequestAnswerer = new(RequestToPayAnswerRules.Message + "/GrpHdr/DbtrAgt", Code);
    private static readonly RuleSubject ReportAsker = new(ReportRequestRules.Message + "/GrpHdr/MsgSndr", Code);

    internal static readonly Rule InstructingAgentIsSender = new()
    {
        Id = nameof(InstructingAgentIsSender),
        Subjects =
        [
            From, Transfer, RecallAssigner, AnswerAssigner, ReturnGroup, Return, InstitutionGroup, Institution, Requester, RequestAnswerer, ReportAsker,
        ],
        Sentence = "The header's sender and whoever instructs, assigns or asks in the message are the bank that proved to be the sender (its token): nobody instructs in another bank's name.",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Sender,
    };

    /// <summary>Where a message claims to come from somebody else; null where it does not.</summary>
    /// <param name="message">The message.</param>
    /// <param name="parties">Who sent it.</param>
    public static MessageError? Check(IncomingMessage message, in MessageParties parties)
    {
        ArgumentNullException.ThrowIfNull(message);
        // A header that names nobody known is a fault of the header, not another bank's name.
        if (message.Header?.From is { } from && parties.Directory.Find(from) is { } other && other.Participant.Id != parties.Sender)
            return From.Error(MessageErrorKind.Header, $"/AppHdr/Fr names {from}, the sender is {parties.Sender}.");
        return message switch
        {
            CreditTransferMessage transfer => Check(transfer.InstructingAgent, Transfer, parties),
            IncomingMessage<CancellationRequest> recall => Check(AgentNames.Of(recall.Content.Assignment.Assigner), RecallAssigner, parties),
            IncomingMessage<InvestigationResolution> answer => Check(AgentNames.Of(answer.Content.Assignment.Assigner), AnswerAssigner, parties),
            IncomingMessage<PaymentReturn> payment => CheckReturn(payment.Content, parties),
            IncomingMessage<InstitutionTransfer> transfer => CheckInstitution(transfer.Content, parties),
            IncomingMessage<RequestToPay> request => CheckRequest(request.Content, parties),
            IncomingMessage<RequestToPayStatus> status => Check(status.Content.DebtorAgent, RequestAnswerer, parties),
            IncomingMessage<ReportingRequest> request => Check(AgentNames.Of(request.Content.Sender), ReportAsker, parties),
            _ => null,
        };
    }

    private static MessageError? CheckReturn(PaymentReturn content, in MessageParties parties)
    {
        if (Check(content.InstructingAgent, ReturnGroup, parties) is { } wrong) return wrong;
        foreach (ReturnedPayment payment in content.Transactions)
            if (Check(payment.InstructingAgent, Return, parties) is { } other) return other;
        return null;
    }

    private static MessageError? CheckInstitution(InstitutionTransfer content, in MessageParties parties)
    {
        if (Check(content.InstructingAgent, InstitutionGroup, parties) is { } wrong) return wrong;
        foreach (InstitutionPayment payment in content.Transactions)
            if (Check(payment.InstructingAgent, Institution, parties) is { } other) return other;
        return null;
    }

    private static MessageError? CheckRequest(RequestToPay content, in MessageParties parties)
    {
        foreach (DebtorRequest debtor in content.Debtors)
            foreach (RequestedPayment payment in debtor.Payments)
                if (AgentNames.IsNamed(payment.CreditorAgent) && Check(payment.CreditorAgent, Requester, parties) is { } other) return other;
        return null;
    }

    private static MessageError? Check(AgentIdentification? claimed, RuleSubject subject, in MessageParties parties)
    {
        if (claimed is null || parties.IsSender(claimed)) return null;
        string element = subject.ElementPath![(subject.ElementPath!.LastIndexOf('/') + 1)..];
        return subject.Error(MessageErrorKind.Content, $"{element} names {claimed}, the sender is {parties.Sender}.");
    }
}
