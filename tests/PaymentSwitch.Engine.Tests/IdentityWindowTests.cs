using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

public sealed class IdentityWindowTests
{
    [Fact]
    public void Every_identity_put_in_is_found_and_no_other()
    {
        var window = new IdentityWindow();
        FinishedPayment[] payments = Some(100_000, seed: 1);
        foreach (FinishedPayment payment in payments) window.Put(payment);

        Assert.Equal(payments.Length, window.Count);
        foreach (FinishedPayment payment in payments)
        {
            Assert.True(window.TryFind(payment.Uetr, out FinishedPayment found));
            Assert.Equal(payment, found);
            Assert.True(window.TryFindTransactionId(payment.TransactionIdHash, out Uetr uetr));
            Assert.Equal(payment.Uetr, uetr);
        }

        foreach (FinishedPayment other in Some(10_000, seed: 2)) Assert.False(window.TryFind(other.Uetr, out _));
    }

    [Fact]
    public void A_newer_last_position_replaces_the_older_one_and_leaves_captured_segments_alone()
    {
        var window = new IdentityWindow();
        FinishedPayment payment = Some(1, seed: 3)[0];
        window.Put(payment);
        IdentitySegment captured = window.Capture()[0];

        window.Put(payment with { LastPosition = 77 });

        Assert.Equal(1, window.Count);
        Assert.True(window.TryFind(payment.Uetr, out FinishedPayment found));
        Assert.Equal(77, found.LastPosition);
        Assert.Equal(payment, captured.Identities.Span[0]);
        Assert.True(window.Capture()[0].Revision > captured.Revision);
    }

    [Fact]
    public void Whole_segments_are_forgotten_once_everything_in_them_is_old_enough()
    {
        var window = new IdentityWindow();
        FinishedPayment[] payments = Some(IdentityWindow.SegmentSize * 3, seed: 4);
        foreach (FinishedPayment payment in payments) window.Put(payment);

        Assert.Equal(0, window.ForgetBefore(payments[0].FinalAtMs));
        Assert.Equal(IdentityWindow.SegmentSize, window.ForgetBefore(payments[IdentityWindow.SegmentSize].FinalAtMs));

        for (int i = 0; i < payments.Length; i++)
        {
            Assert.Equal(i >= IdentityWindow.SegmentSize, window.TryFind(payments[i].Uetr, out _));
            Assert.Equal(i >= IdentityWindow.SegmentSize, window.TryFindTransactionId(payments[i].TransactionIdHash, out _));
        }
    }

    [Fact]
    public void Transaction_ids_are_forgotten_sooner_than_payments()
    {
        var window = new IdentityWindow();
        FinishedPayment[] payments = Some(IdentityWindow.SegmentSize * 3, seed: 7);
        foreach (FinishedPayment payment in payments) window.Put(payment);

        window.ForgetTransactionIdsBefore(payments[IdentityWindow.SegmentSize + 5].FinalAtMs);

        // Whole segments only, and of the payments none.
        for (int i = 0; i < payments.Length; i++)
        {
            Assert.True(window.TryFind(payments[i].Uetr, out _));
            Assert.Equal(i >= IdentityWindow.SegmentSize, window.TryFindTransactionId(payments[i].TransactionIdHash, out _));
        }

        // What was forgotten in part can be forgotten whole, and what comes after is kept.
        Assert.Equal(2 * IdentityWindow.SegmentSize, window.ForgetBefore(payments[^1].FinalAtMs));
        FinishedPayment another = Some(1, seed: 8)[0];
        window.Put(another);
        Assert.True(window.TryFindTransactionId(another.TransactionIdHash, out _));
        Assert.Equal(IdentityWindow.SegmentSize + 1, window.Count);
    }

    [Fact]
    public void A_restored_window_is_the_same()
    {
        var window = new IdentityWindow();
        FinishedPayment[] payments = Some(IdentityWindow.SegmentSize + 100, seed: 5);
        foreach (FinishedPayment payment in payments) window.Put(payment);
        window.ForgetBefore(payments[^1].FinalAtMs);

        var restored = new IdentityWindow();
        restored.Restore(window.Capture());
        restored.Put(Some(1, seed: 6)[0]);

        Assert.Equal(window.Count + 1, restored.Count);
        foreach (FinishedPayment payment in payments[IdentityWindow.SegmentSize..])
            Assert.True(restored.TryFind(payment.Uetr, out _));
    }

    private static FinishedPayment[] Some(int count, int seed)
    {
        var random = new Random(seed);
        byte[] bytes = new byte[16];
        var payments = new FinishedPayment[count];
        for (int i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            payments[i] = new FinishedPayment(Uetr.FromRandom(bytes), random.NextInt64(1, long.MaxValue), i + 1, 1_000_000 + i);
        }

        return payments;
    }
}
