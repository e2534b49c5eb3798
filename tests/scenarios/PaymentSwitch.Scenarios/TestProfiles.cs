using System.Collections.Frozen;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Scenarios;

/// <summary>Profiles with round figures, so that a scenario reads without a calculator. The real ones are tested where they are kept.</summary>
public static partial class TestProfiles
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

    /// <summary>
    /// Gross, with all that can come after a payment: duplicates are recalled within 100 s of settlement and fraud within
    /// 1,000 s, a recall is answered within 60 s, any part is returned within 10,000 s, late acceptances are recalled by the
    /// switch, and a bank may accept without posting (ACWP).
    /// </summary>
    public static SchemeProfile GrossWithAftermath { get; } = Gross with
    {
        Name = "test-gross-aftermath",
        AcceptingStatuses = FrozenSet.Create("ACCP", "ACTC", "ACWP"),
        Exceptions = new ExceptionTerms
        {
            RecallReasons = new Dictionary<string, long> { ["DUPL"] = 100_000, ["FRAD"] = 1_000_000 }.ToFrozenDictionary(),
            RecallAnswerWithinMs = 60_000,
            RecallRefusalReasons = FrozenSet.Create("AC04", "AM04", "ARDT", "CUST", "LEGL", "NOAS", "NOOR"),
            RecallsLateAcceptances = true,
            ReturnReasons = FrozenSet.Create("FOCR", "AC04"),
            PartialReturns = true,
            ReturnWithinMs = 10_000_000,
            AcceptedWithoutPosting = "ACWP",
        },
    };

    /// <summary>The same in deferred net and in sterling; operators cut the cycles.</summary>
    public static SchemeProfile NetWithAftermath { get; } = GrossWithAftermath with
    {
        Name = "test-net-aftermath", Currency = Currency.Of("GBP"), SettlementModel = SettlementModel.DeferredNet,
    };

    /// <summary>Gross, and requests to pay are passed on.</summary>
    public static SchemeProfile GrossWithRequestsToPay { get; } = Gross with
    {
        Name = "test-gross-requests", Exceptions = new ExceptionTerms { RequestsToPay = true },
    };
}
