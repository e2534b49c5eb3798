using System.Security.Cryptography;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Storage.Privacy;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>The one place where party keys are kept: made once, never made anew beside a journal that is sealed, and rid of what was destroyed.</summary>
public sealed class PartyKeyFileTests : IDisposable
{
    private static readonly OperatorAct Act = new("alice");
    private static readonly OriginalMessage Message = new("<Document/>"u8.ToArray(), 0, 11);
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("party-keys.txt");

    [Fact]
    public void Keys_are_the_same_after_a_restart_and_nobody_else_reads_them()
    {
        PartyKeyFile made = PartyKeyFile.Open(File, "");
        Assert.True(made.IsNew);
        Assert.False(System.IO.File.Exists(File));
        made.Save();
        PartyKeyFile again = PartyKeyFile.Open(File, "");
        Assert.False(again.IsNew);
        Assert.Equal(made.Keys.Id, again.Keys.Id);
        OriginalMessage stored = made.Keys.Seal(Message, Pair(made.Keys)).Sealed;
        Assert.Equal(Message.Bytes.ToArray(), again.Keys.Open(stored)!.Bytes.ToArray());
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<FormatException>(() => PartyKeyFile.Open(File, "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_journal_that_is_sealed_under_others_they_are_refused()
    {
        PartyKeyring keyring = PartyKeyring.Empty.Evolve(new PartyKeysAdopted(1, "0123456789abcdef"));
        Assert.Contains("is missing", Assert.Throws<FormatException>(() => PartyKeyFile.Open(File, "").Keep(keyring)).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
        PartyKeyFile other = PartyKeyFile.Open(File, "");
        other.Save();
        Assert.Contains(other.Keys.Id, Assert.Throws<FormatException>(() => other.Keep(keyring)).Message, StringComparison.Ordinal);
        other.Keep(PartyKeyring.Empty);
        other.Keep(PartyKeyring.Empty.Evolve(new PartyKeysAdopted(1, other.Keys.Id)));
    }

    [Fact]
    public void Who_shares_a_file_and_comes_second_takes_what_the_first_has_made()
    {
        PartyKeyFile first = PartyKeyFile.Open(File, ""), second = PartyKeyFile.Open(File, "");
        first.Save();
        PartyHandle erased = Pair(first.Keys).Debtor;
        second.Keep(PartyKeyring.Empty.Evolve(new PartyKeysAdopted(1, first.Keys.Id)).Evolve(new PartyErased(2, erased, Act)));
        Assert.False(second.IsNew);
        Assert.Equal(first.Keys.Id, second.Keys.Id);
        Assert.True(second.Keys.IsErased(erased));
    }

    [Fact]
    public void Servers_that_share_a_file_destroy_at_the_same_time_and_bring_nothing_back()
    {
        PartyKeyFile first = PartyKeyFile.Open(File, "");
        first.Save();
        PartyKeyFile second = PartyKeyFile.Open(File, "");
        PartyHandle[] parties = [.. Enumerable.Range(0, 40).Select(number => first.Keys.HandleOf($"NL{number:00}"))];
        Parallel.Invoke(
            () => Array.ForEach(parties[..30], first.Destroy),
            () => Array.ForEach(parties[10..], second.Destroy));
        PartyKeys left = PartyKeyFile.Open(File, "").Keys;
        Assert.All(parties, party => Assert.True(left.IsErased(party)));
        Assert.False(left.IsErased(left.HandleOf("somebody else")));
    }

    [Fact]
    public void A_file_that_is_brought_back_from_before_loses_again_what_was_destroyed_since()
    {
        PartyKeyFile keys = PartyKeyFile.Open(File, "");
        keys.Save();
        string before = System.IO.File.ReadAllText(File);
        PartyPair pair = Pair(keys.Keys);
        OriginalMessage stored = keys.Keys.Seal(Message, pair).Sealed;
        keys.Destroy(pair.Debtor);
        Assert.Null(keys.Keys.Open(stored));
        Assert.Null(PartyKeyFile.Open(File, "").Keys.Open(stored));
        PartyKeyring keyring = PartyKeyring.Empty.Evolve(new PartyKeysAdopted(1, keys.Keys.Id)).Evolve(new PartyErased(2, pair.Debtor, Act));

        System.IO.File.WriteAllText(File, before);
        PartyKeyFile restored = PartyKeyFile.Open(File, "");
        Assert.NotNull(restored.Keys.Open(stored));
        restored.Keep(keyring);
        Assert.Null(restored.Keys.Open(stored));
        Assert.Null(PartyKeyFile.Open(File, "").Keys.Open(stored));
        DateTime written = System.IO.File.GetLastWriteTimeUtc(File);
        restored.Keep(keyring);
        Assert.Equal(written, System.IO.File.GetLastWriteTimeUtc(File));
    }

    [Fact]
    public void What_cannot_be_written_is_told_and_made_up_for()
    {
        PartyKeyFile keys = PartyKeyFile.Open(File, "");
        keys.Save();
        PartyPair pair = Pair(keys.Keys);
        string inTheWay = File + ".writing";
        Directory.CreateDirectory(inTheWay);
        Assert.ThrowsAny<Exception>(() => keys.Destroy(pair.Debtor));
        Assert.False(PartyKeyFile.Open(File, "").Keys.IsErased(pair.Debtor));
        Directory.Delete(inTheWay);
        keys.Destroy(pair.Debtor);
        Assert.True(PartyKeyFile.Open(File, "").Keys.IsErased(pair.Debtor));
    }

    [Fact]
    public void Sealed_under_another_key_the_file_is_of_no_use_alone()
    {
        string sealing = _folder.File("sealing.txt"), other = _folder.File("other.txt"), odd = _folder.File("odd.txt");
        foreach ((string file, string digits) in new[] { (sealing, Convert.ToHexStringLower(SHA256.HashData("a"u8))), (other, Convert.ToHexStringLower(SHA256.HashData("b"u8))), (odd, "abc") })
        {
            System.IO.File.WriteAllText(file, digits + "\n");
            if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }

        PartyKeyFile made = PartyKeyFile.Open(File, sealing);
        made.Save();
        Assert.Equal(made.Keys.Id, PartyKeyFile.Open(File, sealing).Keys.Id);
        Assert.Contains(File, Assert.Throws<FormatException>(() => PartyKeyFile.Open(File, "")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => PartyKeyFile.Open(File, other));
        Assert.Contains("64 hexadecimal digits", Assert.Throws<FormatException>(() => PartyKeyFile.Open(File, odd)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => PartyKeyFile.Open(File, sealing + ".none"));
    }

    public void Dispose() => _folder.Dispose();

    private static PartyPair Pair(PartyKeys keys) => new(keys.HandleOf("DE89370400440532013000"), keys.HandleOf("FR1420041010050500013M02606"));
}
