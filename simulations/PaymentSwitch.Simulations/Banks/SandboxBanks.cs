using System.Collections.Concurrent;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Banks;

/// <summary>The four banks of the sandbox.</summary>
internal sealed class SandboxBanks : IDisposable
{
    /// <summary>BICs and tokens, as the sandbox has them.</summary>
    public static readonly (string Bic, string Token)[] Known =
        [("ALPHDEFFXXX", "sandbox-alph"), ("BRAVFRPPXXX", "sandbox-brav"), ("CHARNLAAXXX", "sandbox-char"), ("DELTITMMXXX", "sandbox-delt")];

    /// <summary>What each of them brings in, in cents.</summary>
    public const long OpeningMinor = 500_000_000;

    /// <summary>The banks, connected to a switch.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="saveFolder">Where their messages are kept; null for nowhere.</param>
    /// <param name="others">Where it listens too, or when it does not there; null for nowhere else.</param>
    /// <param name="timeout">How long a request is waited for; null for longer than any answer takes.</param>
    public SandboxBanks(Uri address, string? saveFolder, IReadOnlyList<Uri>? others = null, TimeSpan? timeout = null)
    {
        Payments = new ConcurrentDictionary<Guid, PaymentRecord>();
        Banks =
        [
            .. Known.Select(known =>
            {
                var archive = new MessageArchive(saveFolder is null ? null : Path.Combine(saveFolder, known.Bic));
                return new SimulatedBank(known.Bic, new BankClient(address, known.Token, archive, others, timeout), archive, Payments, OpeningMinor);
            }),
        ];
    }

    /// <summary>All payments, by identity.</summary>
    public ConcurrentDictionary<Guid, PaymentRecord> Payments { get; }

    /// <summary>The banks.</summary>
    public IReadOnlyList<SimulatedBank> Banks { get; }

    /// <summary>The bank of this BIC.</summary>
    public SimulatedBank Of(string bic) => Banks.Single(bank => bank.Bic == bic);

    /// <summary>Each bank's own book beside its account at the switch.</summary>
    public async Task<IReadOnlyList<BankAccounts>> CompareAsync()
    {
        var accounts = new List<BankAccounts>();
        foreach (SimulatedBank bank in Banks)
        {
            (long balanceMinor, long reservedMinor) = await bank.Client.ReadAccountAsync();
            accounts.Add(new BankAccounts(bank.Bic, bank.Book, balanceMinor, reservedMinor));
        }

        return accounts;
    }

    /// <summary>Waits until each payment has its outcome at both banks, or time is up.</summary>
    public async Task SettleDownAsync(TimeSpan atMost)
    {
        DateTime end = DateTime.UtcNow + atMost;
        while (DateTime.UtcNow < end && Payments.Values.Any(payment => payment.Sent is not null && !IsQuiet(payment))) await Task.Delay(50);

        static bool IsQuiet(PaymentRecord payment) =>
            payment.IsFinal && (payment.Forwarded.Count == 0 || payment.HeardByCreditor.Count > (payment.Behaviour == Behaviour.AcceptLate ? 1 : 0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SimulatedBank bank in Banks) bank.Dispose();
    }
}
