using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>
/// The one place where a reply of the domain that is a refusal becomes a code and a sentence. The code is the thing and the
/// reply's own name: <c>account.cap-below-use</c>. Nothing was changed by any of them.
/// </summary>
internal static class Refusals
{
    /// <summary>What an account refuses.</summary>
    public static Refused Of(AccountReply reply, AccountId id) => Make("account", reply, reply switch
    {
        AccountReply.InsufficientFunds => $"{id} has less available than that, or would not cover its cap any more.",
        AccountReply.InsufficientHeadroom => $"The cap of {id} leaves less headroom than that.",
        AccountReply.AmountOutOfRange => $"amount: expected more than zero, and no more than leaves the balance of {id} within {Money.MinorUnitsMax} minor units.",
        AccountReply.NotOpen => $"{id.Participant} has no account in {id.Currency}: open it first (account open).",
        AccountReply.Closed => $"{id} was closed.",
        AccountReply.CapBelowUse => $"More than that is used of the cap of {id} already; --below-use sets it all the same.",
        AccountReply.CapNotPrefunded => $"The cap has to be covered by what {id} has brought in.",
        AccountReply.InsufficientPartyHeadroom => $"The reachable party's own limit under {id} leaves less headroom than that.",
        AccountReply.NotEmpty => $"{id} holds money, reservations or a position in a cycle.",
        AccountReply.ReferenceTaken => $"The reference was used before on {id}, for another amount.",
        AccountReply.TermsUnsound => $"A limit of {id} would be negative, its bounds contradict each other, or an agent has a limit already.",
        AccountReply.CurrencyNotSettled => $"currency: no scheme of this switch settles {id.Currency}.",
        AccountReply.OwnerNotEnrolled => $"participant: no participant '{id.Participant}' is enrolled.",
        AccountReply.OwnerClosed => $"participant: {id.Participant} has left the scheme for good.",
        AccountReply.OwnerNotDirect => $"participant: {id.Participant} is no direct participant, and holds no account.",
        AccountReply.ModelNotInScheme => $"The scheme that settles {id.Currency} does not settle by such terms.",
        _ => throw Wordless(reply),
    });

    /// <summary>What a settlement cycle refuses.</summary>
    public static Refused Of(CycleReply reply, CycleId id) => Make("cycle", reply, reply switch
    {
        CycleReply.Unknown => $"There is no cycle {id}.",
        CycleReply.NotOpen => $"Cycle {id} is not open: it was cut before.",
        CycleReply.StillOpen => $"Cycle {id} has not been cut (cycle cut).",
        CycleReply.NotNetted => $"Cycle {id} still drains: payments of it are on their way.",
        CycleReply.InstructedAlready => $"The settlement bank has been told to settle cycle {id}.",
        CycleReply.SettledAlready => $"Cycle {id} is settled.",
        CycleReply.NotAborted => $"Cycle {id} was not aborted.",
        CycleReply.Aborted => $"Cycle {id} was aborted; cycle reopen takes it up again.",
        CycleReply.NoSuchInstruction => $"Cycle {id} has no such instruction.",
        CycleReply.AnswerContradicts => $"The instruction of cycle {id} was answered before, the other way.",
        CycleReply.NotCovered => $"The participant's prefunding does not cover what it owes in cycle {id}.",
        CycleReply.OtherCurrency => $"Cycle {id} is in another currency.",
        CycleReply.Unbalanced => $"Debits and credits of cycle {id} differ: nothing is instructed.",
        _ => throw Wordless(reply),
    });

    /// <summary>What a participant refuses.</summary>
    public static Refused Of(ParticipantReply reply, ParticipantId id) => Make("participant", reply, reply switch
    {
        ParticipantReply.NotEnrolled => $"No participant '{id}' is enrolled.",
        ParticipantReply.Closed => $"{id} has left the scheme for good.",
        ParticipantReply.WrongRole => $"{id} takes part in a role that does not allow this.",
        ParticipantReply.AccountsOpen => $"The accounts of {id} are not closed (account close).",
        ParticipantReply.AgentTaken => $"What shall name {id} names another participant already.",
        ParticipantReply.CredentialTaken => "The credential belongs to another participant.",
        ParticipantReply.InThePast => "effective-at: expected a moment that is to come.",
        ParticipantReply.Enrolled => $"participant: {id} is enrolled already.",
        ParticipantReply.NotOnboarding => $"participant: {id} was enabled before; participant resume lets it take part again.",
        ParticipantReply.NotYetEnabled => $"participant: {id} is still being tested, and takes no part; participant enable lets it.",
        ParticipantReply.StandsSoAlready => $"participant: {id} stands so already (participant show).",
        ParticipantReply.StoppedByOperator => $"participant: {id} is stopped by an operator, wholly or from sending; participant resume lets it take part again.",
        ParticipantReply.IsSignedOff => $"participant: {id} has signed off; it signs itself on again, or participant resume does.",
        _ => throw Wordless(reply),
    });

    /// <summary>What an approval refuses.</summary>
    public static Refused Of(ApprovalReply reply, long number) => Make("approval", reply, reply switch
    {
        ApprovalReply.Unknown => $"There is no approval {number}.",
        ApprovalReply.OwnRequest => $"Who asked for approval {number} cannot be who grants it.",
        ApprovalReply.DecidedBefore => $"Approval {number} was decided before.",
        ApprovalReply.Expired => $"The time to decide approval {number} has passed: ask again.",
        _ => throw Wordless(reply),
    });

    /// <summary>What a scheme refuses.</summary>
    public static Refused Of(SchemeReply reply, string scheme) => Make("scheme", reply, reply switch
    {
        SchemeReply.Unknown => $"There is no scheme '{scheme}'.",
        SchemeReply.OtherScheme => $"The profile has another name or currency than the scheme '{scheme}'.",
        SchemeReply.InThePast => $"effective-at: expected a moment that is to come, after every change of '{scheme}' that was scheduled before.",
        SchemeReply.Unreadable => "The profile cannot be read.",
        SchemeReply.NoSuchVersion => $"version: no profile of this version is scheduled for '{scheme}' (profile changes).",
        SchemeReply.InForce => $"version: the moment of this profile of '{scheme}' has come; the former one can be scheduled anew.",
        _ => throw Wordless(reply),
    });

    /// <summary>What the party keyring refuses.</summary>
    public static Refused Of(PrivacyReply reply, PartyHandle party) => Make("privacy", reply, reply switch
    {
        PrivacyReply.OtherKeys => "The journal is sealed under other party keys than this server has.",
        PrivacyReply.NoKeys => "This switch seals nothing: it has no party keys.",
        PrivacyReply.PaymentsUnderWay => $"{party} has a part in a payment, a recall, a return or a request to pay that is not over. Ask again when it is.",
        _ => throw Wordless(reply),
    });

    /// <summary>What a liquidity transfer refuses.</summary>
    public static Refused Of(LiquidityReply reply, Uetr transfer) => Make("liquidity", reply, reply switch
    {
        LiquidityReply.Repeat => $"Liquidity transfer {transfer} came before.",
        LiquidityReply.IdentityConflict => $"The identity of liquidity transfer {transfer} was used before for other content.",
        LiquidityReply.Unknown => $"There is no liquidity transfer {transfer}, or it waits for nobody.",
        LiquidityReply.NotAllowed => "The sender may not move this money.",
        LiquidityReply.Suspended => "The sender is suspended, and takes nothing out.",
        LiquidityReply.NoSettlementBank => "There is no settlement bank to move money with.",
        _ => throw Wordless(reply),
    });

    private static Refused Make(string thing, Enum reply, string sentence)
    {
        int status = reply switch
        {
            AccountReply.NotOpen or AccountReply.OwnerNotEnrolled or CycleReply.Unknown or CycleReply.NoSuchInstruction or ParticipantReply.NotEnrolled or ApprovalReply.Unknown
                or SchemeReply.Unknown or SchemeReply.NoSuchVersion or LiquidityReply.Unknown => 404,
            AccountReply.AmountOutOfRange or AccountReply.TermsUnsound or AccountReply.CurrencyNotSettled or AccountReply.ModelNotInScheme or ParticipantReply.InThePast or SchemeReply.InThePast
                or SchemeReply.OtherScheme or SchemeReply.Unreadable => 400,
            ApprovalReply.OwnRequest => 403,
            _ => 409,
        };
        string code = $"{thing}.{JsonNamingPolicy.KebabCaseLower.ConvertName(reply.ToString())}";
        return new Refused(code, status == 404 ? sentence : $"{sentence} Nothing was changed.", status, status == 400 ? OperatorExitCode.WrongUsage : OperatorExitCode.Refused);
    }

    private static ArgumentOutOfRangeException Wordless(Enum reply) => new(nameof(reply), reply, "There are no words for this reply.");
}
