using System.Collections.Frozen;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Scenarios;

/// <summary>Profiles with round figures, so that a scenario reads without a calculator. The real ones are tested where they are kept.</summary>
public static class TestProfiles
{
    /// <summary>Gross in euro: an answer is due 10 s after acceptance, 2 s of it belong to the receiver.</summary>
    public static SchemeProfile Gross { get; } = new()
    {
        Name = "test-gross",
        Currency = Currency.Of("EUR"),
        SettlementModel = SettlementModel.Gross,
        Clock = new SchemeClock(AnswerWithinMs: 10_000, ReceiverReserveMs: 2_000, FutureToleranceMs: 1_000, StatusRequestNotBeforeMs: 5_000),
        MessageDefinitions = FrozenSet.Create("pacs.008.001.08", "pacs.002.001.10", "pacs.028.001.03"),
        AcceptingStatuses = FrozenSet.Create("ACCP", "ACTC"),
        Rules = FrozenSet.Create(SchemeRule.UniqueTransactionId, SchemeRule.AcceptanceTimeGiven),
    };

    /// <summary>Deferred net in sterling: only the cap bounds a sender.</summary>
    public static SchemeProfile Net { get; } = Gross with
    {
        Name = "test-net", Currency = Currency.Of("GBP"), SettlementModel = SettlementModel.DeferredNet,
    };
}
