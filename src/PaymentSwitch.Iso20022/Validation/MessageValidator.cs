using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Validation;

/// <summary>
/// Says all that is wrong with a message before anybody sends it: schema, and the scheme's rules as the switch applies them
/// to a message of a bank. What only the switch knows (earlier payments, participants, accounts) is left out. May be used
/// by many threads at a time.
/// </summary>
public sealed class MessageValidator
{
    private readonly MessageReader _reader;
    private readonly Func<IncomingMessage, SchemeProfile?> _profileOf;

    /// <summary>A validator by one scheme.</summary>
    /// <param name="reader">Reads messages against the schemas, within its bounds.</param>
    /// <param name="profile">The scheme; null for the schema alone.</param>
    public MessageValidator(MessageReader reader, SchemeProfile? profile)
        : this(reader, _ => profile)
    {
    }

    private MessageValidator(MessageReader reader, Func<IncomingMessage, SchemeProfile?> profileOf)
    {
        _reader = reader;
        _profileOf = profileOf;
    }

    /// <summary>A validator that judges each message by the scheme that it belongs to, as the switch does.</summary>
    /// <param name="reader">Reads messages against the schemas, within its bounds.</param>
    /// <param name="schemes">The schemes of the switch.</param>
    public static MessageValidator OfSchemes(MessageReader reader, SchemeCatalogue schemes) => new(reader, message => SchemeChoice.Of(message, schemes));

    /// <summary>Validates one message. Never throws, whatever the bytes are.</summary>
    /// <param name="body">The whole message. It is not kept: the bytes may be used again afterwards.</param>
    /// <param name="nowMs">The time by which clock rules decide, in Unix milliseconds.</param>
    /// <param name="parties">Between whom the message would pass; null to leave unchecked who it claims to come from and go to.</param>
    public ValidationReport Validate(ReadOnlyMemory<byte> body, long nowMs, in MessageParties? parties = null)
    {
        MessageReadResult read = _reader.Read(body);
        if (read.Message is not IncomingMessage message)
        {
            return new ValidationReport
            {
                MessageDefinition = read.MessageDefinition,
                MessageId = read.MessageId,
                Errors = [.. read.Errors.Select(ErrorOf)],
            };
        }

        List<ValidationError>? errors = null;
        if (_profileOf(message) is { } profile)
            CheckRules(message, profile, nowMs, parties is MessageParties known ? known with { MemberIdSystem = profile.MemberIdSystem } : null, ref errors);
        return new ValidationReport
        {
            MessageDefinition = message.MessageDefinition,
            MessageId = message.MessageId,
            Uetr = UetrOf(message),
            Errors = errors is null ? [] : ElementPositions.Place(errors, body.Span, _reader.Limits),
        };
    }

    /// <summary>The report of a message that was not read to its end because it is over the bound.</summary>
    /// <param name="bytesMax">The bound, in bytes.</param>
    public static ValidationReport TooLarge(int bytesMax) => new()
    {
        Errors = [new ValidationError { Code = MessageErrorCodes.TooLarge, IsoCode = MessageError.IsoCodeOf(MessageErrorKind.TooLarge), Text = $"The message has more than {bytesMax} bytes, which is the most that is taken." }],
    };

    private static void CheckRules(
        IncomingMessage message, SchemeProfile profile, long nowMs, in MessageParties? parties, ref List<ValidationError>? errors)
    {
        if (parties is MessageParties known && SenderRules.Check(message, known) is { } other) Add(ref errors, other);
        Add(ref errors, HeaderRules.Check(message, profile, parties));
        switch (message)
        {
            case CreditTransferMessage transfer:
                CheckTransfer(transfer, profile, nowMs, ref errors);
                break;
            case StatusReportMessage report:
                StatusReportInterpretation answer = StatusReportRules.Interpret(report);
                Add(ref errors, answer.Errors);
                if (answer.Transaction?.Status is { } status && StatusReportRules.CheckStatus(status, profile) is { } notAllowed) Add(ref errors, notAllowed);
                break;
            case StatusRequestMessage request:
                Add(ref errors, StatusRequestRules.Interpret(request).Errors);
                break;
            default:
                Add(ref errors, ContentErrors(message, profile, nowMs));
                break;
        }
    }

    private static IReadOnlyList<MessageError> ContentErrors(IncomingMessage message, SchemeProfile profile, long nowMs) => message switch
    {
        IncomingMessage<CancellationRequest> recall => RecallRules.Interpret(recall, profile).Errors,
        IncomingMessage<InvestigationResolution> answer => RecallAnswerRules.Interpret(answer, profile).Errors,
        IncomingMessage<PaymentReturn> payment => ReturnRules.Interpret(payment, profile, nowMs).Errors,
        IncomingMessage<LiquidityTransfer> transfer => LiquidityRules.Interpret(transfer, profile, nowMs).Errors,
        IncomingMessage<Receipt> receipt => ReceiptRules.Interpret(receipt).Errors,
        IncomingMessage<RequestToPay> request => RequestToPayRules.Interpret(request, profile).Errors,
        IncomingMessage<RequestToPayStatus> status => RequestToPayAnswerRules.Interpret(status).Errors,
        IncomingMessage<AccountQuery> query => AccountQueryRules.Interpret(query, profile).Errors,
        IncomingMessage<TransactionQuery> query => TransactionQueryRules.Interpret(query).Errors,
        IncomingMessage<ReportingRequest> request => ReportRequestRules.Interpret(request, profile).Errors,
        _ => [],
    };

    private static void CheckTransfer(CreditTransferMessage message, SchemeProfile profile, long nowMs, ref List<ValidationError>? errors)
    {
        CreditTransferInterpretation interpreted = CreditTransferRules.Interpret(message, profile, nowMs);
        foreach (Violation violation in interpreted.Violations) Add(ref errors, violation, profile);
        // Without an identity there is no transfer to hold against the clock, and the message could not be stored anyway.
        if (interpreted.Transfer is not CreditTransfer transfer) return;
        Refusal late = AcceptanceTime.Check(transfer.AcceptedAtMs, profile, nowMs);
        if (late != Refusal.None) Add(ref errors, new Violation(late, ElementPaths.AcceptanceTime), profile);
    }

    private static string? UetrOf(IncomingMessage message) => message switch
    {
        CreditTransferMessage transfer => transfer.Uetr,
        StatusReportMessage { Transactions: [var only] } => only.Uetr,
        StatusRequestMessage { Transactions: [var only] } => only.Uetr,
        IncomingMessage<CancellationRequest> { Content.Transactions: [var only] } => only.Original.Uetr,
        IncomingMessage<InvestigationResolution> { Content.Transactions: [var only] } => only.Original.Uetr,
        IncomingMessage<PaymentReturn> { Content.Transactions: [var only] } => only.Original.Uetr,
        IncomingMessage<RequestToPay> { Content.Debtors: [{ Payments: [var only] }] } => only.Identification.Uetr,
        IncomingMessage<RequestToPayStatus> { Content.Debtors: [{ Payments: [var only] }] } => only.Uetr,
        _ => null,
    };

    private static ValidationError ErrorOf(MessageError error) => new()
    {
        Rule = RuleCatalogue.Of(error.Code)?.Id,
        Code = error.Code,
        IsoCode = error.IsoCode,
        ElementPath = error.ElementPath,
        Line = error.Line,
        Column = error.Column,
        Text = error.Text,
    };

    private static void Add(ref List<ValidationError>? errors, IReadOnlyList<MessageError> found)
    {
        for (int i = 0; i < found.Count; i++) Add(ref errors, found[i]);
    }

    private static void Add(ref List<ValidationError>? errors, MessageError error) => (errors ??= []).Add(ErrorOf(error));

    private static void Add(ref List<ValidationError>? errors, Violation violation, SchemeProfile profile)
    {
        StatusReason reason = StatusReasons.ReasonOf(violation, profile);
        (errors ??= []).Add(new ValidationError
        {
            Rule = RuleCatalogue.Of(violation.Refusal).Id,
            Code = reason.Code,
            IsoCode = reason.Code,
            ElementPath = reason.ElementPath,
            Text = reason.Text ?? "",
        });
    }
}
