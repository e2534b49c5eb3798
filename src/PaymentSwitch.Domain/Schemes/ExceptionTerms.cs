using System.Collections.Frozen;

namespace PaymentSwitch.Domain.Schemes;

/// <summary>What a scheme says of payments that are asked back or sent back after settlement. All times are milliseconds.</summary>
public sealed record ExceptionTerms
{
    /// <summary>A scheme that knows neither recalls nor returns.</summary>
    public static ExceptionTerms None { get; } = new();

    /// <summary>
    /// Why a payment may be recalled (<c>CxlRsnInf/Rsn/Cd</c> of camt.056), and how long after its settlement each reason
    /// is taken, in milliseconds. Empty where the scheme knows no recalls.
    /// </summary>
    public FrozenDictionary<string, long> RecallReasons { get; init; } = FrozenDictionary<string, long>.Empty;

    /// <summary>How long the creditor agent has to answer a recall, in milliseconds; after that the recall lapses.</summary>
    public long RecallAnswerWithinMs { get; init; }

    /// <summary>Why a recall may be refused (<c>CxlStsRsnInf/Rsn/Cd</c> of camt.029).</summary>
    public FrozenSet<string> RecallRefusalReasons { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether the switch itself sends a recall (camt.056) to a creditor agent that accepted too late.</summary>
    public bool RecallsLateAcceptances { get; init; }

    /// <summary>Why a payment may be returned (<c>RtrRsnInf/Rsn/Cd</c> of pacs.004). Empty where the scheme knows no returns.</summary>
    public FrozenSet<string> ReturnReasons { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether a return may be smaller than the payment, and whether there may be several.</summary>
    public bool PartialReturns { get; init; }

    /// <summary>How long after settlement a return is taken, in milliseconds; null for as long as the payment is known.</summary>
    public long? ReturnWithinMs { get; init; }

    /// <summary>
    /// The status by which a creditor agent accepts without having posted yet, and after which it tells the outcome of the
    /// posting later: ACWP where the scheme has it, null elsewhere.
    /// </summary>
    public string? AcceptedWithoutPosting { get; init; }

    /// <summary>Whether requests to pay (pain.013, pain.014) are passed on.</summary>
    public bool RequestsToPay { get; init; }

    /// <summary>
    /// How long after its settlement a payment can be recalled or returned at the latest, in milliseconds: so long it has to be
    /// known. 0 where there is no such time. Returns without a time limit promise nothing: they are taken as long as the payment is known.
    /// </summary>
    public long ReachBackMs => Math.Max(RecallReasons.Count == 0 ? 0 : RecallReasons.Values.Max(), ReturnReasons.Count == 0 ? 0 : ReturnWithinMs ?? 0);
}
