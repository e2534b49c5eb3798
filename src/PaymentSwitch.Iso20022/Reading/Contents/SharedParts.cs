using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>
/// Reads what many messages have in common, at a path below an element. Where older versions of a message have another
/// name for the same thing (<c>BIC</c> for <c>BICFI</c>), that is read too.
/// </summary>
internal static class SharedParts
{
    /// <summary>An agent; null where there is none. It has neither BIC nor member id where it is named in another way.</summary>
    internal static AgentIdentification? Agent(this MessageContent.Element element, string path) =>
        element.At(path + "/FinInstnId") is { } institution ? Institution(institution) : null;

    /// <summary>An agent where the schema wants one.</summary>
    internal static AgentIdentification RequiredAgent(this MessageContent.Element element, string path) =>
        element.Agent(path) ?? new AgentIdentification(null);

    /// <summary>An agent that stands without <c>FinInstnId</c> around it.</summary>
    internal static AgentIdentification Institution(MessageContent.Element institution) => new(
        institution.Text("BICFI", "BIC"),
        institution.Text("ClrSysMmbId/ClrSysId/Cd", "ClrSysMmbId/ClrSysId/Prtry"),
        institution.Text("ClrSysMmbId/MmbId"));

    /// <summary>A party; null where there is none.</summary>
    internal static PartyIdentification? Party(this MessageContent.Element element, string path) =>
        element.At(path) is { } party ? PartyOf(party) : null;

    /// <summary>A party where the schema wants one.</summary>
    internal static PartyIdentification RequiredParty(this MessageContent.Element element, string path) => element.Party(path) ?? new PartyIdentification();

    /// <summary>A party or agent. Versions without the choice (<c>Pty</c>, <c>Agt</c>) have a party there. Null where there is none.</summary>
    internal static PartyOrAgent? PartyOrAgent(this MessageContent.Element element, string path)
    {
        if (element.At(path) is not { } at) return null;
        if (at.Agent("Agt") is { } agent) return new PartyOrAgent(null, agent);
        return new PartyOrAgent(at.Party("Pty") ?? PartyOf(at), null);
    }

    /// <summary>A party or agent where the schema wants one.</summary>
    internal static PartyOrAgent RequiredPartyOrAgent(this MessageContent.Element element, string path) =>
        element.PartyOrAgent(path) ?? new PartyOrAgent(new PartyIdentification(), null);

    /// <summary>An account; null where there is none.</summary>
    internal static AccountIdentification? Account(this MessageContent.Element element, string path) => element.At(path) is not { } account ? null : new()
    {
        Iban = account.Text("Id/IBAN"),
        OtherId = account.Text("Id/Othr/Id"),
        Currency = account.Text("Ccy"),
        Name = account.Text("Nm"),
        Proxy = account.Text("Prxy/Id") is { } proxy ? new AccountProxy(proxy, account.Code("Prxy/Tp")) : null,
    };

    /// <summary>A choice of code and proprietary code; null where there is neither.</summary>
    internal static CodeText? Code(this MessageContent.Element element, string path)
    {
        if (element.Text(path + "/Cd") is { } code) return new CodeText(code);
        return element.Text(path + "/Prtry") is { } proprietary ? new CodeText(proprietary, IsProprietary: true) : null;
    }

    /// <summary>A truth value; null where there is none.</summary>
    internal static bool? Flag(this MessageContent.Element element, string path) =>
        element.Text(path)?.Trim() is { } text ? text is "true" or "1" : null;

    /// <summary>A choice of day and time (<c>Dt</c>, <c>DtTm</c>), or one of them without the choice; null where there is none.</summary>
    internal static string? DayOrTime(this MessageContent.Element element, string path) =>
        element.Text(path + "/Dt", path + "/DtTm") ?? element.Text(path);

    /// <summary>The texts of all elements at a path below.</summary>
    internal static IReadOnlyList<string> Texts(this MessageContent.Element element, string path) =>
        [.. element.All(path).Select(text => text.Value ?? "")];

    /// <summary>The creditor's references in structured remittance information.</summary>
    internal static IReadOnlyList<string> RemittanceReferences(this MessageContent.Element element) =>
        [.. element.All("RmtInf/Strd").Select(structured => structured.Text("CdtrRefInf/Ref")).OfType<string>()];

    /// <summary>What each element at a path below is read as.</summary>
    internal static IReadOnlyList<T> Each<T>(this MessageContent.Element element, string path, Func<MessageContent.Element, T> read) =>
        [.. element.All(path).Select(read)];

    /// <summary>The references of a payment in its own message; null where there are none.</summary>
    internal static PaymentIdentification? PaymentIdentification(this MessageContent.Element element, string path) => element.At(path) is not { } id ? null : new()
    {
        InstructionId = id.Text("InstrId"),
        EndToEndId = id.Required("EndToEndId"),
        TransactionId = id.Text("TxId"),
        Uetr = id.Text("UETR"),
    };

    /// <summary>How a payment is settled; null where it is not said.</summary>
    internal static SettlementInformation? Settlement(this MessageContent.Element element, string path) =>
        element.At(path) is { } settlement ? new SettlementInformation(settlement.Required("SttlmMtd"), settlement.Code("ClrSys")) : null;

    /// <summary>What type a payment is of; null where it is not said.</summary>
    internal static PaymentType? PaymentType(this MessageContent.Element element, string path) => element.At(path) is not { } type ? null : new()
    {
        InstructionPriority = type.Text("InstrPrty"),
        ClearingChannel = type.Text("ClrChanl"),
        ServiceLevels = type.Each("SvcLvl", ChoiceOf),
        LocalInstrument = type.Code("LclInstrm"),
        CategoryPurpose = type.Code("CtgyPurp"),
    };

    /// <summary>The reasons of one kind; those of the group where the transaction has none.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="name">The element: <c>RtrRsnInf</c>, for example.</param>
    /// <param name="group">The group's information on the original messages, or null.</param>
    internal static IReadOnlyList<ReasonInformation> Reasons(this MessageContent.Element transaction, string name, MessageContent.Element? group = null)
    {
        IReadOnlyList<ReasonInformation> own = transaction.Each(name, Reason);
        return own.Count == 0 && group is { } others ? others.Each(name, Reason) : own;
    }

    /// <summary>What agents charged.</summary>
    internal static IReadOnlyList<Charge> Charges(this MessageContent.Element element, string path) =>
        element.Each(path, charge => new Charge(charge.Amount("Amt") ?? new AmountText("", ""), charge.RequiredAgent("Agt")));

    /// <summary>The references of the payment that a transaction speaks of.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="group">The group's information on the original message, which counts where the transaction has none; or null.</param>
    internal static OriginalPayment Original(this MessageContent.Element transaction, MessageContent.Element? group = null)
    {
        MessageContent.Element? message = transaction.At("OrgnlGrpInf") ?? group;
        return new OriginalPayment
        {
            MessageId = message?.Text("OrgnlMsgId"),
            MessageDefinition = message?.Text("OrgnlMsgNmId"),
            MessageCreatedAt = message?.Text("OrgnlCreDtTm"),
            InstructionId = transaction.Text("OrgnlInstrId"),
            EndToEndId = transaction.Text("OrgnlEndToEndId"),
            TransactionId = transaction.Text("OrgnlTxId"),
            Uetr = transaction.Text("OrgnlUETR"),
            ClearingSystemReference = transaction.Text("OrgnlClrSysRef"),
            SettlementAmount = transaction.Amount("OrgnlIntrBkSttlmAmt"),
            SettlementDate = transaction.Text("OrgnlIntrBkSttlmDt"),
        };
    }

    /// <summary>What the original payment said (<c>OrgnlTxRef</c>); null where it is not repeated.</summary>
    internal static OriginalPaymentDetails? OriginalDetails(this MessageContent.Element transaction) => transaction.At("OrgnlTxRef") is not { } details ? null : new()
    {
        SettlementAmount = details.Amount("IntrBkSttlmAmt"),
        InstructedAmount = details.Amount("Amt/InstdAmt"),
        SettlementDate = details.Text("IntrBkSttlmDt"),
        RequestedExecution = details.DayOrTime("ReqdExctnDt"),
        Settlement = details.Settlement("SttlmInf"),
        PaymentType = details.PaymentType("PmtTpInf"),
        RemittanceTexts = details.Texts("RmtInf/Ustrd"),
        RemittanceReferences = details.RemittanceReferences(),
        Debtor = details.PartyOrAgent("Dbtr"),
        DebtorAccount = details.Account("DbtrAcct"),
        DebtorAgent = details.Agent("DbtrAgt"),
        CreditorAgent = details.Agent("CdtrAgt"),
        Creditor = details.PartyOrAgent("Cdtr"),
        CreditorAccount = details.Account("CdtrAcct"),
        Purpose = details.Code("Purp"),
    };

    private static CodeText ChoiceOf(MessageContent.Element choice) =>
        choice.Text("Cd") is { } code ? new CodeText(code) : new CodeText(choice.Required("Prtry"), IsProprietary: true);

    /// <summary>One reason.</summary>
    internal static ReasonInformation Reason(MessageContent.Element reason) => new()
    {
        Originator = reason.Party("Orgtr"),
        Reason = reason.Code("Rsn"),
        AdditionalInformation = reason.Texts("AddtlInf"),
    };

    private static PartyIdentification PartyOf(MessageContent.Element party) => new()
    {
        Name = party.Text("Nm"),
        Bic = party.Text("Id/OrgId/AnyBIC", "Id/OrgId/BICOrBEI"),
        Lei = party.Text("Id/OrgId/LEI"),
        OrganisationId = party.Text("Id/OrgId/Othr/Id"),
        PersonId = party.Text("Id/PrvtId/Othr/Id"),
    };
}
