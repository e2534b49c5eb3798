using System.Net;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Messages;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>A bank that says what is not its to say. What it is answered must be a refusal, and nothing may come of it.</summary>
internal static class LyingBank
{
    /// <summary>Lies until told to stop.</summary>
    /// <param name="faulted">The switch it lies to.</param>
    /// <param name="bank">Who it is.</param>
    /// <param name="seed">Where its lies come from.</param>
    /// <param name="findings">Is told what was wrong.</param>
    /// <param name="stop">When to end.</param>
    public static async Task RunAsync(FaultedSwitch faulted, (string Bic, string Token) bank, int seed, FaultFindings findings, CancellationToken stop)
    {
        // Another sequence than the payments', whose identities would come out of it again.
        var random = new Random(~seed);
        using var client = new BankClient(faulted.Address, bank.Token, new MessageArchive(null));
        while (!stop.IsCancellationRequested)
        {
            PaymentRecord[] latest = [.. faulted.Banks.Banks.Payments.Values.Where(payment => payment.Sent is not null).OrderByDescending(payment => payment.IntendedAt).Take(20)];
            PaymentRecord[] others = [.. latest.Where(payment => payment.CreditorBic != bank.Bic)];
            if (others.Length > 0)
            {
                PaymentRecord payment = others[random.Next(others.Length)];
                string status = random.Next(2) == 0 ? "ACCP" : "RJCT";
                await TellAsync(client, BankMessages.Answer(bank.Bic, payment.Uetr, status, status == "RJCT" ? "AC04" : null), "answers for others", findings);
                // As if it were the creditor bank itself, under its own token.
                await TellAsync(client, BankMessages.Answer(payment.CreditorBic, payment.Uetr, status, status == "RJCT" ? "AC04" : null), "answers in another's name", findings);
                await TellAsync(client, payment.Sent!, "payments in another's name", findings);
                IReadOnlyList<(string Kind, string Message)> nonsense = Malformed.All(payment, random);
                (string kind, string message) = nonsense[random.Next(nonsense.Count)];
                await TellAsync(client, message, "pieces of nonsense", findings, kind);
            }

            await TellAsync(client, BankMessages.Answer(bank.Bic, PaymentPlan.MakeUetr(random), "ACCP", null), "answers to nothing", findings);
            PaymentRecord[] own = [.. latest.Where(payment => payment.CreditorBic == bank.Bic && payment.IsFinal)];
            if (own.Length > 0)
            {
                // The same once more is answered as before, and the opposite refused: either way it moves nothing.
                await client.PostAsync(BankMessages.Answer(bank.Bic, own[0].Uetr, "ACCP", null), "pacs.002");
                findings.Count("answers repeated after the end");
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }

    private static async Task TellAsync(BankClient client, string message, string lie, FaultFindings findings, string? kind = null)
    {
        (HttpStatusCode code, string body) = await client.PostAsync(message, "lie");
        findings.Count(lie);
        findings.Expect((int)code is >= 400 and < 500, $"{lie} {kind}: answered {(int)code}: {body}");
    }
}
