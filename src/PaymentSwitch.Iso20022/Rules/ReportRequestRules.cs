using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// What an account reporting request (camt.060) asks for: one report, of one account, for whole days. Times of day, directions and
/// kinds of balances that it names are not used: the report then says more than was asked for.
/// </summary>
public static class ReportRequestRules
{
    internal const string Message = "/Document/AcctRptgReq";
    internal const string Request = Message + "/RptgReq";
    private static readonly RuleSubject Count = new(Request, MessageErrorCodes.ReportCount);
    private static readonly RuleSubject Definition = new(Request + "/ReqdMsgNmId", MessageErrorCodes.ReportDefinition);
    private static readonly RuleSubject Days = new(Request + "/RptgPrd/FrToDt", MessageErrorCodes.ReportPeriod);
    private static readonly RuleSubject Type = new(Request + "/RptgPrd/Tp", MessageErrorCodes.ReportPeriod);

    internal static readonly Rule OneReportRequest = new()
    {
        Id = nameof(OneReportRequest),
        Subjects = [Count],
        Sentence = "A reporting request asks for exactly one report: each one is answered by a message of its own.",
        Source = RuleSources.Switch,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule ReportKnown = new()
    {
        Id = nameof(ReportKnown),
        Subjects = [Definition],
        Sentence = "The report that is asked for (ReqdMsgNmId) is camt.052, camt.053 or camt.054, without a version or in the one that the switch writes: another could not be read.",
        Source = RuleSources.Switch,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule ReportPeriod = new()
    {
        Id = nameof(ReportPeriod),
        Subjects = [Days, Type],
        Sentence = "A report's period ends on the day when it begins or later, in the years 1 to 9999, and asks for all (Tp ALLL): the switch does not remember what a bank has seen.",
        Source = RuleSources.CashManagement,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Says which report is asked for.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, for the kind of its member ids.</param>
    public static ReportRequestInterpretation Interpret(IncomingMessage<ReportingRequest> message, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        IReadOnlyList<RequestedReport> requests = message.Content.Requests;
        if (requests.Count != 1)
            return new ReportRequestInterpretation(null, [Count.Error(MessageErrorKind.Content, $"Found {requests.Count} requests, expected 1.")]);
        RequestedReport request = requests[0];
        List<MessageError> errors = [];
        CashReportKind? kind = ReadKind(request.RequestedDefinition, errors);
        (DateOnly? from, DateOnly? to) = ReadPeriod(request.Period, errors);
        if (errors.Count > 0) return new ReportRequestInterpretation(null, errors);
        AgentIdentification? owner = AgentNames.Of(request.Owner);
        return new ReportRequestInterpretation(new ReportOrder
        {
            MessageId = message.Content.MessageId,
            RequestId = request.Id,
            Kind = kind!.Value,
            Account = request.Account?.Iban ?? request.Account?.OtherId,
            Owner = AgentNames.IsNamed(owner) ? AgentNames.WithSystem(owner, profile.MemberIdSystem) : null,
            FromDay = from,
            ToDay = to,
        }, []);
    }

    private static CashReportKind? ReadKind(string written, List<MessageError> errors)
    {
        foreach (CashReportKind kind in Enum.GetValues<CashReportKind>())
        {
            string definition = CashReportWriter.DefinitionOf(kind);
            if (written == definition || written == definition[..8]) return kind;
        }

        errors.Add(Definition.Error(
            MessageErrorKind.Content,
            $"Found '{ErrorText.Cut(written, 40)}', expected {OneOf.List(Enum.GetValues<CashReportKind>().Select(CashReportWriter.DefinitionOf))}."));
        return null;
    }

    private static (DateOnly? From, DateOnly? To) ReadPeriod(ReportingPeriod? period, List<MessageError> errors)
    {
        if (period is null) return (null, null);
        if (period.Type != "ALLL") errors.Add(Type.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(period.Type, 40)}', expected ALLL."));
        DateOnly to = DateOnly.MaxValue;
        if (IsoDateTime.TryParseDay(period.FromDate, out DateOnly from)
            && (period.ToDate is null || (IsoDateTime.TryParseDay(period.ToDate, out to) && to >= from)))
        {
            return (from, period.ToDate is null ? null : to);
        }

        errors.Add(Days.Error(
            MessageErrorKind.Content,
            $"Found '{ErrorText.Cut(period.FromDate, 40)}' to '{ErrorText.Cut(period.ToDate ?? "", 40)}', expected two days, the second not before the first."));
        return (null, null);
    }
}

/// <summary>Which report is asked for.</summary>
/// <param name="Request">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or cannot be answered; empty for nothing.</param>
public sealed record ReportRequestInterpretation(ReportOrder? Request, IReadOnlyList<MessageError> Errors);

/// <summary>Which report is asked for.</summary>
public sealed record ReportOrder
{
    /// <summary><c>GrpHdr/MsgId</c>: what the report refers to (<c>OrgnlBizQry</c>).</summary>
    public required string MessageId { get; init; }

    /// <summary><c>RptgReq/Id</c>, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>Which message is asked for (<c>ReqdMsgNmId</c>).</summary>
    public required CashReportKind Kind { get; init; }

    /// <summary>The number of the account (<c>Acct</c>): an IBAN or another; null for the owner's.</summary>
    public string? Account { get; init; }

    /// <summary>Whose account (<c>AcctOwnr</c>): an agent, or a party by its BIC; null where it is named in another way.</summary>
    public AgentIdentification? Owner { get; init; }

    /// <summary>The first day (<c>FrToDt/FrDt</c>); null where no period is given.</summary>
    public DateOnly? FromDay { get; init; }

    /// <summary>The last day (<c>FrToDt/ToDt</c>); null for open.</summary>
    public DateOnly? ToDay { get; init; }
}
