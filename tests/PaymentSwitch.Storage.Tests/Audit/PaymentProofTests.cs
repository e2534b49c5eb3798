using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Audit;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Audit;

/// <summary>Proofs of single payments: they hold without the journal, show nothing else, and nothing in them can be changed.</summary>
public sealed class PaymentProofTests : IDisposable
{
    private readonly AuditedJournal _journal = new(groups: 9);
    private readonly CheckpointKeys _keys;

    public PaymentProofTests()
    {
        _journal.Checkpoint();
        _keys = _journal.Keys();
    }

    [Fact]
    public void Every_payment_of_the_journal_is_proven_with_all_its_facts()
    {
        for (long position = 1; position <= 8; position++)
        {
            for (int which = 0; which < 2; which++)
            {
                MadeProof made = _journal.Prove(position, which);
                ProofVerdict verdict = PaymentProofs.Check(made.File, _keys);
                Assert.True(verdict.Holds, verdict.Problem);
                Assert.Equal((7, 0, AuditedJournal.PaymentOf(position, which).ToString()), (made.Facts, made.Later, verdict.Payment));
                Assert.Equal([position, position, position, position + 1, position + 1, position + 1, position + 1], verdict.Facts.Select(fact => fact.Position));
                Assert.StartsWith($"taken in from ALPHDEFFXXX for BRAVFRPPXXX: 12.50 EUR, message M1, end to end E-{position}-{which}", verdict.Facts[0].Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void It_says_in_words_what_it_proves()
    {
        ProofVerdict verdict = PaymentProofs.Check(_journal.Prove(2, 1).File, _keys);
        Assert.Equal(
            [
                "account ALPHDEFFXXX/EUR: 12.50 EUR reserved for the payment",
                "forwarded to the creditor agent",
                "settled: final, the creditor agent answered ACCP, in a message of 9 bytes",
                "account ALPHDEFFXXX/EUR: 12.50 EUR debited for the payment",
                "account BRAVFRPPXXX/EUR: 12.50 EUR credited for the payment",
                "closed: the accounts have booked everything",
            ],
            verdict.Facts.Skip(1).Select(fact => fact.Text));
    }

    [Fact]
    public void It_holds_nothing_of_another_payment_not_even_of_those_in_its_groups()
    {
        PaymentProof proof = PaymentProofFile.Read(_journal.Prove(4, 0).File);
        byte[][] disclosed = [.. proof.Rows.SelectMany(row => row.Facts).Select(fact => fact.Stored)];
        for (long position = 1; position <= 9; position++)
        {
            for (int which = 0; which < 2; which++)
            {
                byte[] uetr = new byte[16];
                AuditedJournal.PaymentOf(position, which).Value.TryWriteBytes(uetr, bigEndian: true, out _);
                bool isItself = (position, which) == (4, 0);
                Assert.Equal(isItself, disclosed.Any(fact => fact.AsSpan().IndexOf(uetr) >= 0));
                Assert.Equal(isItself, disclosed.Any(fact => fact.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"E-{position}-{which}")) >= 0));
            }
        }
    }

    [Fact]
    public void Salts_are_all_different_and_the_row_hash_is_not_among_what_is_shown()
    {
        PaymentProof proof = PaymentProofFile.Read(_journal.Prove(4, 0).File);
        string[] salts = [.. proof.Rows.SelectMany(row => row.Facts.Select(fact => fact.Salt).Append(row.Salt)).Select(Convert.ToHexString)];
        Assert.Equal(salts.Length, salts.Distinct().Count());
        string text = Encoding.UTF8.GetString(_journal.Prove(4, 0).File);
        for (long position = 1; position <= 8; position++) Assert.DoesNotContain(Convert.ToHexStringLower(_journal.Blob("hash", position)), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_flipped_byte_is_noticed()
    {
        byte[] whole = _journal.Prove(1, 0).File;
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)(1 << (i % 8));
            Assert.False(PaymentProofs.Check(damaged, _keys).Holds, $"byte {i}, bit {i % 8}");
        }
    }

    [Fact]
    public void What_is_added_left_out_or_moved_is_noticed()
    {
        PaymentProof proof = PaymentProofFile.Read(_journal.Prove(3, 0).File);
        PaymentProof other = PaymentProofFile.Read(_journal.Prove(3, 1).File);
        ProvenRow first = proof.Rows[0], second = proof.Rows[1];
        Refuse(proof with { Rows = [] }, "shows no fact");
        Refuse(proof with { Rows = [second] }, "is missing");
        Refuse(proof with { Rows = [first, first] }, "order of their positions");
        Refuse(proof with { Rows = [first with { Facts = [.. first.Facts.Skip(1)] }, second] }, "is missing");
        Refuse(proof with { Rows = [first with { Facts = [.. first.Facts.Reverse()] }, second] }, "in their order");
        Refuse(proof with { Rows = [first, second with { Facts = [.. second.Facts, second.Facts[0]] }] }, "in their order");
        Refuse(proof with { Rows = [first with { Numbers = first.Numbers with { Position = 2 } }, second] }, "not in the journal");
        Refuse(proof with { Rows = [first with { Numbers = first.Numbers with { Count = 15 } }, second] }, "not in the journal");
        Refuse(proof with { Rows = [first with { Numbers = first.Numbers with { Version = 2 } }, second] }, "of version 2");
        Refuse(proof with { Rows = [first with { Facts = [first.Facts[0] with { Index = 5 }] }, second] }, "not in the row");
        Refuse(proof with { Rows = [first with { Facts = [other.Rows[0].Facts[0]] }, second] }, "is not about the payment");
        // A byte that passes from the fact to its salt would leave the leaf as it is.
        ProvenFact fact = first.Facts[0], shifted = fact with { Salt = [.. fact.Salt, fact.Stored[0]], Stored = fact.Stored[1..] };
        Refuse(proof with { Rows = [first with { Facts = [shifted, .. first.Facts.Skip(1)] }, second] }, "a salt has not 16 bytes");
        Refuse(other with { Uetr = proof.Uetr }, "is not about the payment");
        Refuse(proof with { Uetr = "x" }, "no UETR");
        Refuse(proof with { Checkpoint = "x" }, "checkpoint is none");
    }

    [Fact]
    public void It_counts_with_the_switchs_key_only()
    {
        using var forger = new AuditedJournal(9);
        forger.Checkpoint();
        Assert.Contains("none of those given", PaymentProofs.Check(forger.Prove(3, 0).File, _keys).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payment_that_goes_on_behind_the_checkpoint_is_proven_up_to_it_and_says_how_much_is_later()
    {
        _journal.Append(1);
        MadeProof made = _journal.Prove(9, 0);
        Assert.Equal((3, 4), (made.Facts, made.Later));
        Assert.True(PaymentProofs.Check(made.File, _keys).Holds);
        Assert.Contains("after the checkpoint, which has signed 9 groups", Assert.Throws<JournalException>(() => _journal.Prove(10, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_payment_and_a_journal_that_was_not_signed_give_no_proof()
    {
        Assert.Contains("knows no payment", Assert.Throws<JournalException>(() => _journal.Prove(77, 0)).Message, StringComparison.Ordinal);
        using var other = new AuditedJournal(9);
        Checkpoint signed = other.Checkpoint();
        Checkpoint foreign = _journal.Checkpoints.Latest()!.Checkpoint! with { Root = Convert.ToHexStringLower(new byte[32]) };
        Uetr payment = AuditedJournal.PaymentOf(1, 0);
        Assert.Contains("not the one", Assert.Throws<JournalException>(() => PaymentProofs.Make(other.Place, payment, foreign)).Message, StringComparison.Ordinal);
        Assert.Contains("ends at position 9", Assert.Throws<JournalException>(() => PaymentProofs.Make(other.Place, payment, signed with { Size = 10 })).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _journal.Dispose();
    }

    private void Refuse(PaymentProof proof, string told)
    {
        ProofVerdict verdict = PaymentProofs.Check(PaymentProofFile.Write(proof), _keys);
        Assert.False(verdict.Holds);
        Assert.Contains(told, verdict.Problem, StringComparison.Ordinal);
    }
}
