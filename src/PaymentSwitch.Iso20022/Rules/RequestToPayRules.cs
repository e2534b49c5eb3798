using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a request to pay (pain.013) must say: one payment, how much, and between which banks.</summary>
public static class RequestToPayRules
{
    internal const string Message = "/Document/CdtrPmtActvtnReq";
    internal const string Debtor = Message + "/PmtInf";
    internal const string Payment = Debtor + "/CdtTrfTx";
    private static readonly RuleSubject Count = new(Payment, MessageErrorCodes.RequestCount);
    private static readonly RuleSubject Identity = new(Payment + "/PmtId/UETR", MessageErrorCodes.RequestUetr);
    private static readonly RuleSubject Expiry = new(Debtor + "/XpryDt", MessageErrorCodes.RequestExpiry);
    private static readonly RuleSubject DebtorAgent = new(Debtor + "/DbtrAgt", MessageErrorCodes.AgentUnnamed);
    private static readonly RuleSubject CreditorAgent = new(Payment + "/CdtrAgt", MessageErrorCodes.AgentUnnamed);

    internal static readonly Rule OneRequestedPayment = new()
    {
        Id = nameof(OneRequestedPayment),
        Subjects = [Count],
        Sentence = "A request to pay asks one debtor for one payment: each request has an answer of its own.",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule RequestUetrForm = new()
    {
        Id = nameof(RequestUetrForm),
        Subjects = [Identity, RequestToPayAnswerRules.Identity],
        Sentence = "The UETR of a requested payment, where given, is a version 4 UUID in lower case: the payment that follows carries it.",
        Source = "RFC 4122; " + RuleSources.Requests,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule RequestExpires = new()
    {
        Id = nameof(RequestExpires),
        Subjects = [Expiry],
        Sentence = "The expiry of a request to pay, where given, is a day or a time of the years 1 to 9999: a debtor must know until when he is asked.",
        Source = RuleSources.Requests,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule RequestAgentsNamed = new()
    {
        Id = nameof(RequestAgentsNamed),
        Subjects = [DebtorAgent, CreditorAgent],
        Sentence = "Both agents of a request to pay are named by BIC or by member id: the switch finds the banks by these and by nothing else.",
        Source = RuleSources.Requests,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Finds the one payment that is asked for.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, which switches rules on.</param>
    public static RequestToPayInterpretation Interpret(IncomingMessage<RequestToPay> message, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        RequestToPay content = message.Content;
        List<MessageError> errors = [];
        StatedRules.CheckCount(content.NumberOfTransactions, StatedRules.RequestedCount, profile, errors);
        int count = content.Debtors.Sum(debtor => debtor.Payments.Count);
        if (count != 1)
        {
            errors.Add(Count.Error(MessageErrorKind.Content, $"Found {count} payments, expected 1."));
            return new RequestToPayInterpretation(null, errors);
        }

        DebtorRequest asked = content.Debtors.First(debtor => debtor.Payments.Count == 1);
        RequestedPayment payment = asked.Payments[0];
        Uetr? uetr = ReadUetr(payment.Identification.Uetr, Identity, errors);
        Money? amount = StatedRules.ReadAmount(payment.Amount, StatedRules.Requested, profile, errors);
        StatedRules.CheckSum(content.ControlSum, payment.Amount, StatedRules.RequestedSum, profile, errors);
        long? expiresAtMs = ReadExpiry(asked.Expiry, profile, errors);
        CheckNamed(asked.DebtorAgent, DebtorAgent, errors);
        CheckNamed(payment.CreditorAgent, CreditorAgent, errors);
        if (errors.Count > 0) return new RequestToPayInterpretation(null, errors);
        return new RequestToPayInterpretation(new PaymentRequest
        {
            MessageId = content.MessageId,
            PaymentInformationId = asked.PaymentInformationId,
            Uetr = uetr,
            InstructionId = payment.Identification.InstructionId,
            EndToEndId = payment.Identification.EndToEndId,
            Amount = amount!.Value,
            ExpiresAtMs = expiresAtMs,
            DebtorAgent = AgentNames.WithSystem(asked.DebtorAgent, profile.MemberIdSystem),
            CreditorAgent = AgentNames.WithSystem(payment.CreditorAgent, profile.MemberIdSystem),
        }, []);
    }

    /// <summary>Reads a UETR that need not be given. An error where it is given and is none.</summary>
    internal static Uetr? ReadUetr(string? written, RuleSubject subject, List<MessageError> errors)
    {
        if (written is null) return null;
        if (Uetr.TryParse(written, out Uetr uetr)) return uetr;
        errors.Add(subject.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(written, 40)}', expected a version 4 UUID in lower case."));
        return null;
    }

    private static long? ReadExpiry(string? written, SchemeProfile profile, List<MessageError> errors)
    {
        if (written is null) return null;
        if (IsoDateTime.TryParse(written, out long atMs, out _)) return atMs;
        if (IsoDateTime.TryParseDay(written, out DateOnly day))
        {
            // The calendar ends with the year 9999: its last day has no next one, and a day's length to go.
            return day == DateOnly.MaxValue
                ? profile.BusinessDayZone.MomentOf(day, TimeOnly.MinValue) + (long)TimeSpan.FromDays(1).TotalMilliseconds
                : profile.BusinessDayZone.MomentOf(day.AddDays(1), TimeOnly.MinValue);
        }

        errors.Add(Expiry.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(written, 40)}', expected a day or a time of the years 1 to 9999."));
        return null;
    }

    private static void CheckNamed(AgentIdentification agent, RuleSubject subject, List<MessageError> errors)
    {
        if (!AgentNames.IsNamed(agent))
            errors.Add(subject.Error(MessageErrorKind.Content, "The agent is named in no way that the switch reads; expected a BIC or a member id."));
    }
}

/// <summary>The payment that is asked for.</summary>
/// <param name="Request">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or wrong; empty for nothing.</param>
public sealed record RequestToPayInterpretation(PaymentRequest? Request, IReadOnlyList<MessageError> Errors);

/// <summary>What the switch passes a request to pay on by.</summary>
public sealed record PaymentRequest
{
    /// <summary><c>GrpHdr/MsgId</c>: what the answer (pain.014) refers to, beside the end-to-end id.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>PmtInfId</c>, or null.</summary>
    public string? PaymentInformationId { get; init; }

    /// <summary><c>PmtId/UETR</c>: the identity of the payment that is to follow; or null.</summary>
    public Uetr? Uetr { get; init; }

    /// <summary><c>PmtId/InstrId</c>, or null.</summary>
    public string? InstructionId { get; init; }

    /// <summary><c>PmtId/EndToEndId</c>.</summary>
    public required string EndToEndId { get; init; }

    /// <summary>What is asked for (<c>Amt/InstdAmt</c>): above zero, in the scheme's currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>
    /// From when the request no longer holds (<c>XpryDt</c>), in Unix milliseconds: a time as it is, read as UTC where it has no zone;
    /// of a day, its end in the scheme's zone. Null for never.
    /// </summary>
    public long? ExpiresAtMs { get; init; }

    /// <summary>The bank of whoever is asked (<c>DbtrAgt</c>): where the request goes.</summary>
    public required AgentIdentification DebtorAgent { get; init; }

    /// <summary>The bank of whoever asks (<c>CdtrAgt</c>): where the request comes from.</summary>
    public required AgentIdentification CreditorAgent { get; init; }
}
