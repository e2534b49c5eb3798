using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads requests to verify identifications (acmt.023) and the answers to them (acmt.024).</summary>
internal static class VerificationContent
{
    /// <summary>The content of <c>IdVrfctnReq</c>.</summary>
    internal static VerificationRequest Read(MessageContent.Element message) => new()
    {
        Assignment = Assignment(message),
        Verifications = message.Each("Vrfctn", verification => new VerificationSubject(
            verification.Required("Id"), Identification(verification, "PtyAndAcctId") ?? new PartyAndAccount(null, null, null))),
    };

    /// <summary>The content of <c>IdVrfctnRpt</c>.</summary>
    internal static VerificationReport ReadReport(MessageContent.Element message) => new()
    {
        Assignment = Assignment(message),
        OriginalAssignment = message.At("OrgnlAssgnmt") is { } original
            ? new OriginalAssignment(original.Text("MsgId"), original.Text("CreDtTm"), original.Agent("FrstAgt"))
            : null,
        Results = message.Each("Rpt", result => new VerificationResult
        {
            OriginalId = result.Required("OrgnlId"),
            IsVerified = result.Flag("Vrfctn") ?? false,
            Reason = result.Code("Rsn"),
            Original = Identification(result, "OrgnlPtyAndAcctId"),
            Updated = Identification(result, "UpdtdPtyAndAcctId"),
        }),
    };

    private static VerificationAssignment Assignment(MessageContent.Element message) => new()
    {
        MessageId = message.Required("Assgnmt/MsgId"),
        CreatedAt = message.Required("Assgnmt/CreDtTm"),
        Creator = message.PartyOrAgent("Assgnmt/Cretr"),
        FirstAgent = message.Agent("Assgnmt/FrstAgt"),
        Assigner = message.RequiredPartyOrAgent("Assgnmt/Assgnr"),
        Assignee = message.RequiredPartyOrAgent("Assgnmt/Assgne"),
    };

    private static PartyAndAccount? Identification(MessageContent.Element element, string path) =>
        element.At(path) is { } at ? new PartyAndAccount(at.Party("Pty"), at.Account("Acct"), at.Agent("Agt")) : null;
}
