using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Reconciliation;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>Where each account is on its own, what leaves one reaches the other a moment later.</summary>
public sealed class PaymentLegsTests
{
    private const long MinuteMs = 60_000;
    private static readonly AccountId From = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    private static readonly AccountId To = new(new ParticipantId("BRAVFRPPXXX"), Currency.Of("EUR"));
    private readonly Uetr _payment = new(Guid.NewGuid());
    private readonly MismatchList _mismatches = new(10);

    [Fact]
    public void What_arrives_within_the_time_is_no_mismatch_and_is_on_its_way_until_then()
    {
        var legs = new PaymentLegs(MinuteMs);
        legs.Take(Leaves(0));
        legs.Close(1, 0, _mismatches);
        Assert.Equal(100, legs.InTransitMinor(Currency.Of("EUR")));
        legs.Take(Reaches(59_000));
        legs.Close(2, 59_000, _mismatches);
        Assert.Equal((1L, Int128.Zero, 0L), (legs.Followed, legs.InTransitMinor(Currency.Of("EUR")), _mismatches.Count));
    }

    [Fact]
    public void What_has_not_arrived_after_the_time_is_one()
    {
        var legs = new PaymentLegs(MinuteMs);
        legs.Take(Leaves(0));
        legs.Close(1, 0, _mismatches);
        legs.Close(2, MinuteMs, _mismatches);
        Assert.Equal("debit-without-credit", Assert.Single(_mismatches.Named).Kind);
        Assert.Equal(Int128.Zero, legs.InTransitMinor(Currency.Of("EUR")));
    }

    [Fact]
    public void What_arrives_before_it_has_left_is_one_at_once()
    {
        var legs = new PaymentLegs(MinuteMs);
        legs.Take(Reaches(0));
        legs.Close(1, 0, _mismatches);
        Assert.Equal("credit-without-debit", Assert.Single(_mismatches.Named).Kind);
    }

    [Fact]
    public void Where_both_are_booked_at_once_one_end_alone_is_one_when_the_group_is_over()
    {
        var legs = new PaymentLegs(0);
        legs.Take(Leaves(0));
        legs.Close(1, 0, _mismatches);
        Assert.Equal("debit-without-credit", Assert.Single(_mismatches.Named).Kind);
    }

    private Movement Leaves(long atMs) => new(From, 1, atMs, -100, 900, MovementKind.PaymentOut, _payment, null, 1, 0);

    private Movement Reaches(long atMs) => new(To, 1, atMs, 100, 1_100, MovementKind.PaymentIn, _payment, null, 2, 0);
}
