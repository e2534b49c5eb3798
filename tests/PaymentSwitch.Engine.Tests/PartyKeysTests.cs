using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine.Privacy;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>What is sealed is read by who has both keys, and by nobody once one of them is destroyed.</summary>
public sealed class PartyKeysTests
{
    private const string Erika = "DE89370400440532013000", Max = "FR1420041010050500013M02606", Shop = "NL91ABNA0417164300";
    private static readonly OriginalMessage Message = MessageOf("<AppHdr/>", "<Document><Nm>Erika Mustermann</Nm></Document>", "\n");

    [Fact]
    public void What_was_sealed_is_opened_byte_for_byte()
    {
        PartyKeys keys = KeysOf("a");
        foreach (OriginalMessage message in (OriginalMessage[])[Message, MessageOf("", "<Document/>", ""), MessageOf("", "", ""), MessageOf(new string('x', 5_000), new string('y', 50_000), new string('z', 3))])
        {
            OriginalMessage stored = keys.Seal(message, PairOf(keys, Erika, Max)).Sealed;
            OriginalMessage opened = keys.Open(stored)!;
            Assert.Equal(message.Bytes.Length + SealedMessage.Overhead, stored.Bytes.Length);
            Assert.Equal(message.Bytes.ToArray(), opened.Bytes.ToArray());
            Assert.Equal(message.Document.ToArray(), opened.Document.ToArray());
            Assert.Equal(PairOf(keys, Erika, Max), SealedMessage.PartiesOf(stored.Bytes.Span));
        }
    }

    [Fact]
    public void What_is_stored_says_nothing_of_what_is_under_the_seal()
    {
        (OriginalMessage stored, byte[] digest) = KeysOf("a").Seal(Message, PairOf(KeysOf("a"), Erika, Max));
        Assert.True(stored.Bytes.Span.IndexOf("Erika"u8) < 0);
        Assert.NotEqual(SHA256.HashData(Message.Document.Span), digest);
    }

    [Fact]
    public void The_same_message_is_the_same_bytes_and_any_other_has_another_nonce()
    {
        PartyKeys keys = KeysOf("a"), again = KeysOf("a");
        (byte[] Bytes, byte[] Digest) Sealed(PartyKeys by, OriginalMessage message, string debtor = Erika)
        {
            (OriginalMessage stored, byte[] digest) = by.Seal(message, PairOf(by, debtor, Max));
            return (stored.Bytes.ToArray(), digest);
        }

        (byte[] bytes, byte[] digest) = Sealed(keys, Message);
        Assert.Equal(bytes, Sealed(again, Message).Bytes);
        Assert.Equal(digest, Sealed(again, Message).Digest);
        // The document alone says whether it is a repeat; what stands around it still makes another nonce.
        foreach (OriginalMessage other in (OriginalMessage[])[MessageOf("<AppHdr />", "<Document><Nm>Erika Mustermann</Nm></Document>", "\n"), MessageOf("<AppHdr/>", "<Document><Nm>Erika Mustermann</Nm></Document>", " "), MessageOf("", "<Document><Nm>Erika Mustermann</Nm></Document>", "<AppHdr/>\n")])
        {
            Assert.Equal(digest, Sealed(keys, other).Digest);
            Assert.NotEqual(NonceOf(bytes), NonceOf(Sealed(keys, other).Bytes));
        }

        Assert.NotEqual(digest, Sealed(keys, MessageOf("<AppHdr/>", "<Document><Nm>Erika Musterfrau</Nm></Document>", "\n")).Digest);
        Assert.NotEqual(digest, Sealed(keys, Message, Shop).Digest);
        Assert.NotEqual(digest, Sealed(KeysOf("b"), Message).Digest);
    }

    [Theory]
    [InlineData(Erika)]
    [InlineData(Max)]
    public void To_destroy_either_key_erases_it_and_nothing_else(string party)
    {
        PartyKeys keys = KeysOf("a");
        OriginalMessage between = keys.Seal(Message, PairOf(keys, Erika, Max)).Sealed;
        OriginalMessage elsewhere = keys.Seal(Message, PairOf(keys, party == Erika ? Max : Erika, Shop)).Sealed;
        PartyHandle erased = keys.HandleOf(party);

        Assert.True(keys.Erase(erased));
        Assert.False(keys.Erase(erased));
        Assert.True(keys.IsErased(erased));
        Assert.Null(keys.Open(between));
        Assert.Equal(Message.Bytes.ToArray(), keys.Open(elsewhere)!.Bytes.ToArray());
        // Also for who reads what is left from its file, and whoever pays again is somebody new.
        PartyKeys left = PartyKeyText.Read(PartyKeyText.Write(keys));
        Assert.Null(left.Open(between));
        Assert.Equal(Message.Bytes.ToArray(), left.Open(elsewhere)!.Bytes.ToArray());
        Assert.NotEqual(erased, left.HandleOf(party));
        Assert.Equal(keys.HandleOf(party), left.HandleOf(party));
        OriginalMessage later = left.Seal(Message, PairOf(left, Erika, Max)).Sealed;
        Assert.Equal(Message.Bytes.ToArray(), left.Open(later)!.Bytes.ToArray());
    }

    [Fact]
    public void Every_change_to_what_is_stored_is_seen()
    {
        PartyKeys keys = KeysOf("a");
        OriginalMessage stored = keys.Seal(Message, PairOf(keys, Erika, Max)).Sealed;
        for (int at = 0; at < stored.Bytes.Length; at++)
        {
            byte[] changed = stored.Bytes.ToArray();
            changed[at] ^= 0x20;
            Exception? seen = Record.Exception(() => keys.Open(stored with { Bytes = changed }));
            // A first byte that XML may begin with is that of a message which is not sealed: nothing reads it for more than it is.
            if (at == 0) Assert.Equal(changed, keys.Open(stored with { Bytes = changed })!.Bytes.ToArray());
            else Assert.True(seen is CryptographicException or InvalidOperationException, $"byte {at}: {seen}");
        }

        Assert.ThrowsAny<CryptographicException>(() => KeysOf("b").Open(stored));
        Assert.Throws<InvalidOperationException>(() => keys.Open(stored with { Bytes = stored.Bytes[..20] }));
        Assert.Throws<InvalidOperationException>(() => keys.Open(stored with { Bytes = (byte[])[2, .. stored.Bytes[1..].Span] }));
    }

    [Fact]
    public void A_message_that_is_not_sealed_is_given_as_it_is() => Assert.Same(Message, KeysOf("a").Open(Message));

    [Fact]
    public void Long_and_odd_account_numbers_have_handles_of_their_own()
    {
        PartyKeys keys = KeysOf("a");
        string[] numbers = ["", "1", new('9', 127), new('9', 128), new('9', 129), new('9', 130), new('é', 64), new('é', 65), new('é', 66), new('9', 2_048), new('9', 2_047)];
        Assert.Distinct(numbers.Select(number => keys.HandleOf(number)));
        Assert.All(numbers, number => Assert.Equal(keys.HandleOf(number), KeysOf("a").HandleOf(number)));
    }

    [Fact]
    public void The_text_of_keys_is_read_back_and_every_change_to_it_seen()
    {
        PartyKeys keys = KeysOf("a");
        keys.Erase(keys.HandleOf(Erika));
        byte[] sealing = SHA256.HashData("sealing"u8);
        string plain = PartyKeyText.Write(keys), shut = PartyKeyText.Write(keys, sealing);

        Assert.Equal(plain, PartyKeyText.Write(PartyKeyText.Read(plain)));
        Assert.Equal(plain, PartyKeyText.Write(PartyKeyText.Read(shut, sealing)));
        Assert.DoesNotContain(keys.Id, shut, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => PartyKeyText.Read(shut));
        Assert.Throws<FormatException>(() => PartyKeyText.Read(shut, SHA256.HashData("other"u8)));
        Assert.Throws<FormatException>(() => PartyKeyText.Read(plain, sealing));
        for (int at = 0; at < plain.Length; at += plain[at] == '\n' || at > plain.Length - 100 ? 1 : 37)
        {
            char other = plain[at] == '7' ? '8' : '7';
            Assert.Throws<FormatException>(() => PartyKeyText.Read(plain[..at] + other + plain[(at + 1)..]));
            Assert.Throws<FormatException>(() => PartyKeyText.Read(plain[..at]));
        }
    }

    private static PartyKeys KeysOf(string seed) => PartyKeys.Of(SHA512.HashData(Encoding.UTF8.GetBytes(seed)));

    private static PartyPair PairOf(PartyKeys keys, string debtor, string creditor) => new(keys.HandleOf(debtor), keys.HandleOf(creditor));

    private static OriginalMessage MessageOf(string before, string document, string behind) =>
        new(Encoding.UTF8.GetBytes(before + document + behind), before.Length, document.Length);

    private static byte[] NonceOf(byte[] stored) => stored[SealedMessage.PartiesLength..(SealedMessage.PartiesLength + SealedMessage.NonceLength)];
}
