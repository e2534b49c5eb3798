using PaymentSwitch.Cluster.Benchmarks.Payments;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Cluster.Benchmarks.Failures;

/// <summary>Payments that were forwarded and not answered: what a node has to take up again.</summary>
internal static class OpenPayments
{
    private const int AtATime = 64;

    /// <summary>Submits so many.</summary>
    /// <exception cref="InvalidOperationException">One was not forwarded.</exception>
    public static async Task<IReadOnlyList<Uetr>> SubmitAsync(IOperatedSwitch target, int count)
    {
        var submitted = new Uetr[count];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                SubmitPayment payment = Banks.NewPayment(HotBank.None).Submit;
                SubmitResult result = await target.SubmitAsync(payment, awaitFinal: false);
                if (result.Payment?.Status != PaymentStatus.Reserved) throw new InvalidOperationException($"A payment was not forwarded: {result}.");
                submitted[i] = payment.Transfer.Uetr;
            }
        })));
        return submitted;
    }
}
