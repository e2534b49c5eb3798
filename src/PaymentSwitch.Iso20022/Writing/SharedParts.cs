using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes what many messages have in common. What is null is left out.</summary>
internal static class SharedParts
{
    /// <summary>The most characters of one <c>AddtlInf</c>.</summary>
    private const int InformationLengthMax = 105;

    /// <summary>An agent, by all that identifies it.</summary>
    internal static void Agent(this DocumentOutput xml, string name, AgentIdentification? agent)
    {
        if (agent is null) return;
        using (xml.In(name)) xml.Institution(agent);
    }

    /// <summary>An agent's identification (<c>FinInstnId</c>).</summary>
    internal static void Institution(this DocumentOutput xml, AgentIdentification agent)
    {
        if (agent is { Bic: null, MemberId: null }) throw new ArgumentException("An agent has neither a BIC nor a member id.", nameof(agent));
        using (xml.In("FinInstnId"))
        {
            xml.Text("BICFI", agent.Bic, 11);
            if (agent.MemberId is null) return;
            using (xml.In("ClrSysMmbId"))
            {
                // A code has at most five characters; what is longer can only be proprietary.
                if (agent.ClearingSystem is { } system) xml.Code("ClrSysId", new CodeText(system, system.Length > 5), 5);
                xml.Id("MmbId", agent.MemberId);
            }
        }
    }

    /// <summary>A party.</summary>
    internal static void Party(this DocumentOutput xml, string name, PartyIdentification? party)
    {
        if (party is null) return;
        using (xml.In(name)) xml.PartyContent(party);
    }

    /// <summary>What is in a party's element.</summary>
    internal static void PartyContent(this DocumentOutput xml, PartyIdentification party)
    {
        xml.Text("Nm", party.Name, 140);
        using (xml.Within("Id"))
        {
            using (xml.Within("OrgId"))
            {
                xml.Text("AnyBIC", party.Bic, 11);
                xml.Text("LEI", party.Lei, 20);
                using (xml.Within("Othr")) xml.Id("Id", party.OrganisationId);
            }

            if (party.PersonId is null) return;
            if (party is not { Bic: null, Lei: null, OrganisationId: null })
                throw DocumentOutput.NotOfItsForm("PrvtId", party.PersonId, "nothing, as the party is identified as an organisation");
            using (xml.In("PrvtId"))
            using (xml.In("Othr")) xml.Id("Id", party.PersonId);
        }
    }

    /// <summary>A party or agent.</summary>
    internal static void PartyOrAgent(this DocumentOutput xml, string name, PartyOrAgent? either)
    {
        if (either is null) return;
        using (xml.In(name))
        {
            if (either.Agent is not null) xml.Agent("Agt", either.Agent);
            else xml.Party("Pty", either.Party ?? throw DocumentOutput.NotOfItsForm(name, "", "a party or an agent"));
        }
    }

    /// <summary>An account.</summary>
    internal static void Account(this DocumentOutput xml, string name, AccountIdentification? account)
    {
        if (account is null) return;
        using (xml.In(name)) xml.AccountContent(account);
    }

    /// <summary>What is in an account's element.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="account">The account.</param>
    /// <param name="mayLackNumber">Whether the element's type lets an account go without a number.</param>
    internal static void AccountContent(this DocumentOutput xml, AccountIdentification account, bool mayLackNumber = false)
    {
        if (!mayLackNumber || account.Iban is not null || account.OtherId is not null)
        {
            using (xml.In("Id")) xml.AccountNumber(account);
        }

        xml.Currency("Ccy", account.Currency);
        xml.Text("Nm", account.Name, 70);
        if (account.Proxy is not { } proxy) return;
        using (xml.In("Prxy"))
        {
            xml.Code("Tp", proxy.Type);
            xml.Text("Id", proxy.Id, 2048);
        }
    }

    /// <summary>An account's number: the choice of IBAN and other.</summary>
    internal static void AccountNumber(this DocumentOutput xml, AccountIdentification account)
    {
        if (account.Iban is not null)
        {
            xml.Text("IBAN", account.Iban, 34);
            return;
        }

        using (xml.In("Othr")) xml.Text("Id", account.OtherId ?? throw DocumentOutput.NotOfItsForm("Id", "", "an IBAN or another number"), 34);
    }

    /// <summary>The references of a payment in its own message. Where it has no place for the transaction's id, that must be null.</summary>
    internal static void Identification(this DocumentOutput xml, string name, PaymentIdentification? id, string? clearingSystemReference = null)
    {
        if (id is null) return;
        using (xml.In(name))
        {
            xml.Id("InstrId", id.InstructionId);
            xml.Id("EndToEndId", id.EndToEndId);
            xml.Id("TxId", id.TransactionId);
            xml.Uetr("UETR", id.Uetr);
            xml.Id("ClrSysRef", clearingSystemReference);
        }
    }

    /// <summary>How a payment is settled.</summary>
    internal static void Settlement(this DocumentOutput xml, SettlementInformation? settlement)
    {
        if (settlement is null) return;
        using (xml.In("SttlmInf"))
        {
            xml.Text("SttlmMtd", settlement.Method, 4);
            xml.Code("ClrSys", settlement.ClearingSystem, 3);
        }
    }

    /// <summary>What type a payment is of.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="type">The type, or null.</param>
    /// <param name="hasChannel">Whether the message has a place for the clearing channel.</param>
    internal static void PaymentType(this DocumentOutput xml, PaymentType? type, bool hasChannel = true)
    {
        if (type is null) return;
        if (!hasChannel && type.ClearingChannel is not null) throw DocumentOutput.NotOfItsForm("ClrChanl", type.ClearingChannel, "none in this message");
        using (xml.In("PmtTpInf"))
        {
            xml.Text("InstrPrty", type.InstructionPriority, 4);
            xml.Text("ClrChanl", type.ClearingChannel, 4);
            foreach (CodeText level in type.ServiceLevels) xml.Code("SvcLvl", level);
            xml.Code("LclInstrm", type.LocalInstrument, 35);
            xml.Code("CtgyPurp", type.CategoryPurpose);
        }
    }

    /// <summary>Remittance information: texts, and references of the creditor.</summary>
    internal static void Remittance(this DocumentOutput xml, IReadOnlyList<string> texts, IReadOnlyList<string> references)
    {
        using (xml.Within("RmtInf"))
        {
            xml.Texts("Ustrd", texts, 140);
            foreach (string reference in references)
            {
                using (xml.In("Strd"))
                using (xml.In("CdtrRefInf")) xml.Id("Ref", reference);
            }
        }
    }

    /// <summary>The reasons of one kind.</summary>
    internal static void Reasons(this DocumentOutput xml, string name, IReadOnlyList<ReasonInformation> reasons)
    {
        foreach (ReasonInformation reason in reasons)
        {
            using (xml.In(name))
            {
                xml.Party("Orgtr", reason.Originator);
                xml.Code("Rsn", reason.Reason);
                xml.Texts("AddtlInf", reason.AdditionalInformation, InformationLengthMax);
            }
        }
    }

    /// <summary>What agents charged.</summary>
    internal static void Charges(this DocumentOutput xml, string name, IReadOnlyList<Charge> charges)
    {
        foreach (Charge charge in charges)
        {
            using (xml.In(name))
            {
                xml.Amount("Amt", charge.Amount);
                xml.Agent("Agt", charge.Agent);
            }
        }
    }

    /// <summary>The id, definition and time of the message that the original payment came in.</summary>
    internal static void OriginalMessage(this DocumentOutput xml, OriginalPayment original)
    {
        if (original.MessageId is null) return;
        using (xml.In("OrgnlGrpInf"))
        {
            xml.Id("OrgnlMsgId", original.MessageId);
            xml.Id("OrgnlMsgNmId", original.MessageDefinition ?? throw DocumentOutput.NotOfItsForm("OrgnlMsgNmId", "", "the definition of the original message"));
            xml.Time("OrgnlCreDtTm", original.MessageCreatedAt);
        }
    }

    /// <summary>The references of the original payment's instruction.</summary>
    internal static void OriginalReferences(this DocumentOutput xml, OriginalPayment original)
    {
        xml.Id("OrgnlInstrId", original.InstructionId);
        xml.Id("OrgnlEndToEndId", original.EndToEndId);
        xml.Id("OrgnlTxId", original.TransactionId);
    }

    /// <summary>The amount and day of the original payment's settlement.</summary>
    internal static void OriginalSettlement(this DocumentOutput xml, OriginalPayment original)
    {
        xml.Amount("OrgnlIntrBkSttlmAmt", original.SettlementAmount);
        xml.Day("OrgnlIntrBkSttlmDt", original.SettlementDate);
    }

    /// <summary>What the original payment said.</summary>
    internal static void OriginalDetails(this DocumentOutput xml, OriginalPaymentDetails? details)
    {
        if (details is null) return;
        using (xml.In("OrgnlTxRef"))
        {
            xml.Amount("IntrBkSttlmAmt", details.SettlementAmount);
            using (xml.Within("Amt")) xml.Amount("InstdAmt", details.InstructedAmount);
            xml.Day("IntrBkSttlmDt", details.SettlementDate);
            xml.DayOrTime("ReqdExctnDt", details.RequestedExecution);
            xml.Settlement(details.Settlement);
            xml.PaymentType(details.PaymentType);
            xml.Remittance(details.RemittanceTexts, details.RemittanceReferences);
            xml.PartyOrAgent("Dbtr", details.Debtor);
            xml.Account("DbtrAcct", details.DebtorAccount);
            xml.Agent("DbtrAgt", details.DebtorAgent);
            xml.Agent("CdtrAgt", details.CreditorAgent);
            xml.PartyOrAgent("Cdtr", details.Creditor);
            xml.Account("CdtrAcct", details.CreditorAccount);
            xml.Code("Purp", details.Purpose);
        }
    }
}
