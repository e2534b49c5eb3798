using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Identities;

/// <summary>Identities made from what they name, by SHA-256: whoever makes one again gets the same.</summary>
public static class DerivedIdentity
{
    /// <summary>The identity of a liquidity transfer: by sender and reference.</summary>
    public static Uetr OfLiquidityTransfer(ParticipantId sender, string reference) => Of($"liquidity\n{sender.Value}\n{reference}");

    /// <summary>The identity of a request to pay that names none of its own: by sender and end-to-end id.</summary>
    public static Uetr OfRequestToPay(ParticipantId sender, string endToEndId) => Of($"request\n{sender.Value}\n{endToEndId}");

    /// <summary>The identity of an instruction to the settlement bank.</summary>
    /// <param name="cycle">For which cycle.</param>
    /// <param name="participant">For whom.</param>
    /// <param name="attempt">0 for the first; one more for each that stands in the place of one that failed, or follows a re-opening.</param>
    public static Uetr OfInstruction(CycleId cycle, ParticipantId participant, int attempt) =>
        Of($"instruction\n{cycle}\n{participant.Value}\n{attempt}");

    private static Uetr Of(string text) => Uetr.FromRandom(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
