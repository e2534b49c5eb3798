using System.Collections.Frozen;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Domain.Schemes;

/// <summary>
/// A scheme as data: its clock, currency, limits, codes and rules. The switch has no code of its own for any scheme.
/// All times are milliseconds and count from the acceptance time T0 (<c>AccptncDtTm</c>) unless said otherwise.
/// </summary>
public sealed record SchemeProfile
{
    /// <summary>The profile's name, for example <c>sct-inst</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which version of the profile it is: 0 for the one the switch began with, greater for each later one.</summary>
    public int Version { get; init; }

    /// <summary>The currency that the scheme settles.</summary>
    public required Currency Currency { get; init; }

    /// <summary>How and when money moves for good.</summary>
    public required SettlementModel SettlementModel { get; init; }

    /// <summary>The clock.</summary>
    public required SchemeClock Clock { get; init; }

    /// <summary>The most one payment may carry, in minor units; null where the scheme sets no limit.</summary>
    public long? AmountMaxMinor { get; init; }

    /// <summary>Message definitions a bank may send, for example <c>pacs.008.001.08</c>.</summary>
    public required FrozenSet<string> MessageDefinitions { get; init; }

    /// <summary>Whether a business application header is required around each message.</summary>
    public bool HeaderRequired { get; init; }

    /// <summary>Transaction statuses by which a creditor agent accepts (<c>TxInfAndSts/TxSts</c>), for example <c>ACCP</c>.</summary>
    public required FrozenSet<string> AcceptingStatuses { get; init; }

    /// <summary>The transaction status that tells both banks of settlement, normally <c>ACSC</c>.</summary>
    public string SettledStatus { get; init; } = "ACSC";

    /// <summary>The rules beyond the schema that are switched on.</summary>
    public required FrozenSet<SchemeRule> Rules { get; init; }

    /// <summary>Codes by which this scheme deviates from <see cref="StatusReasons"/>.</summary>
    public FrozenDictionary<Refusal, string> ReasonCodes { get; init; } = FrozenDictionary<Refusal, string>.Empty;

    /// <summary>What <c>SttlmInf/ClrSys/Cd</c> or <c>Prtry</c> must say where it is given; empty for anything.</summary>
    public FrozenSet<string> ClearingSystems { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What <c>PmtTpInf/SvcLvl</c> may say; empty for anything.</summary>
    public FrozenSet<string> ServiceLevels { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What <c>PmtTpInf/LclInstrm</c> may say; empty for anything.</summary>
    public FrozenSet<string> LocalInstruments { get; init; } = FrozenSet<string>.Empty;

    /// <summary>
    /// The clearing system whose member ids banks have (<c>ClrSysMmbId/ClrSysId/Cd</c>, for example <c>USABA</c>): messages
    /// may leave it out beside the id. Null where the scheme has no such ids.
    /// </summary>
    public string? MemberIdSystem { get; init; }

    /// <summary>The time zone whose calendar day is "today" for <c>IntrBkSttlmDt</c>.</summary>
    public ZoneRules BusinessDayZone { get; init; } = ZoneRules.Utc;

    /// <summary>When cycles are cut; null where payments settle gross.</summary>
    public SettlementTimetable? Settlement { get; init; }

    /// <summary>
    /// How long after netting the settlement bank is told, in milliseconds: the time in which an operator can still abort.
    /// Null where an operator says when.
    /// </summary>
    public long? InstructAfterMs { get; init; }

    /// <summary>Recalls, returns, later outcomes and requests to pay.</summary>
    public ExceptionTerms Exceptions { get; init; } = ExceptionTerms.None;

    /// <summary>What account owners are told about their money beside the outcomes of payments.</summary>
    public NotificationTerms Notifications { get; init; } = NotificationTerms.Default;

    /// <summary>
    /// Whether a cap must be covered by what its participant has brought in. Only in deferred net settlement, where it is
    /// what pays for a defaulter.
    /// </summary>
    public bool CapsArePrefunded { get; init; }

    /// <summary>What a creditor agent that accepted without posting may say later, beside RJCT.</summary>
    public static FrozenSet<string> LaterOutcomes { get; } = FrozenSet.Create("ACCC", "BLCK", "PDNG");

    /// <summary>Whether a rule is switched on.</summary>
    public bool Has(SchemeRule rule) => Rules.Contains(rule);

    /// <summary>Whether a creditor agent may answer with this transaction status: one that accepts, or RJCT.</summary>
    public bool AllowsAnswer(string status) => status == "RJCT" || AcceptingStatuses.Contains(status);

    /// <summary>
    /// Whether a creditor agent that accepted without posting may tell this later: posted (ACCC), not yet (PDNG), blocked
    /// (BLCK) or RJCT. Only where the scheme knows acceptance without posting.
    /// </summary>
    public bool AllowsLaterOutcome(string status) => Exceptions.AcceptedWithoutPosting is not null && (status == "RJCT" || LaterOutcomes.Contains(status));
}

/// <summary>The clock of a scheme, in milliseconds. The only place where a payment's deadline is worked out.</summary>
/// <param name="AnswerWithinMs">The creditor agent's answer must have reached the switch this long after T0.</param>
/// <param name="ReceiverReserveMs">What must be left of that when the payment is forwarded; with less it is refused as stale.</param>
/// <param name="FutureToleranceMs">How far T0 may lie ahead of the switch's clock.</param>
/// <param name="StatusRequestNotBeforeMs">A status request (pacs.028) is refused before this long after T0.</param>
public sealed record SchemeClock(long AnswerWithinMs, long ReceiverReserveMs, long FutureToleranceMs, long StatusRequestNotBeforeMs)
{
    /// <summary>The moment from which an answer is late.</summary>
    /// <param name="acceptedAtMs">T0, in Unix milliseconds.</param>
    public long DeadlineMs(long acceptedAtMs) => acceptedAtMs + AnswerWithinMs;

    /// <summary>Whether T0 lies further ahead than tolerated.</summary>
    public bool IsInFuture(long acceptedAtMs, long nowMs) => acceptedAtMs - nowMs > FutureToleranceMs;

    /// <summary>Whether too little time is left for the receiver.</summary>
    public bool IsStale(long acceptedAtMs, long nowMs) => DeadlineMs(acceptedAtMs) - nowMs < ReceiverReserveMs;
}

/// <summary>How money becomes final. The numbers are stored.</summary>
public enum SettlementModel
{
    /// <summary>Each payment is final in prefunded or central-bank money at once; an account cannot go below zero.</summary>
    Gross = 1,

    /// <summary>Positions build up under prefunded caps and are settled net in cycles; the cap is the only bound.</summary>
    DeferredNet = 2,
}
