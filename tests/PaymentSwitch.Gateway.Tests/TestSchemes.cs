using System.Collections.Frozen;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>SEPA Instant with all that any scheme knows after a payment, so that every message can be tried between the same banks.</summary>
internal static class TestSchemes
{
    public const string SettlementBank = "CENTDEFFXXX";
    public const string Instructing = "INSTDEFFXXX";

    public static SchemeProfile Everything { get; } = Of(RunningGateway.Quiet(SchemeProfileReader.BuiltIn("sct-inst")));

    /// <summary>The same, settled net: operators cut the cycles and instruct.</summary>
    public static SchemeProfile Net { get; } = Everything with { SettlementModel = SettlementModel.DeferredNet };

    /// <summary>A scheme that tells account owners all there is to tell.</summary>
    public static SchemeProfile Telling(SchemeProfile profile) => profile with
    {
        Notifications = new NotificationTerms { Bookings = BookingNotices.All, Statements = true, ReportEveryMs = 6 * 60 * 60 * 1000 },
    };

    /// <summary>Starts a gateway with the two banks, a settlement bank, and an instructing party of Alpha.</summary>
    public static Task<RunningGateway> StartAsync(
        SchemeProfile? profile = null, TimeProvider? clock = null, GatewayLimits? limits = null, Engine.EngineLimits? engineLimits = null, Stores? stores = null) =>
        RunningGateway.StartAsync(limits, engineLimits, clock, profile: profile ?? Everything, stores: stores, prepare: async engine =>
        {
            if (stores is not null && stores.Journal.LastPosition > 0 && engine.Directory.SettlementBank is not null) return;
            await RunningGateway.EnrolAsync(engine, SettlementBank, AgentIdentification.OfBic(SettlementBank), ParticipantRole.SettlementBank);
            await RunningGateway.EnrolAsync(engine, Instructing, AgentIdentification.OfBic(Instructing), ParticipantRole.InstructingParty);
            await engine.CommandParticipantAsync(new ParticipantId(Instructing), new SetPrincipals([new ParticipantId(RunningGateway.Alpha)], new Domain.OperatorAct("test")));
        });

    public static AccountId AccountOf(string bank) => new(new ParticipantId(bank), Domain.Currency.Of("EUR"));

    private static SchemeProfile Of(SchemeProfile sepa) => sepa with
    {
        MessageDefinitions = sepa.MessageDefinitions.Append("pain.013.001.07").Append("pain.014.001.07").ToFrozenSet(),
        AcceptingStatuses = sepa.AcceptingStatuses.Append("ACWP").ToFrozenSet(),
        Exceptions = sepa.Exceptions with { AcceptedWithoutPosting = "ACWP", RecallsLateAcceptances = true, PartialReturns = true, RequestsToPay = true },
    };
}
