using System.Buffers;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>What one bank has sent, for another: under a header of the switch's own, and otherwise byte for byte.</summary>
/// <param name="parties">Between whom.</param>
/// <param name="keys">Open what is stored.</param>
internal sealed class PassedOnMessages(Parties parties, PartyKeys keys)
{
    /// <summary>Writes a message. Writes nothing where a key under which it is sealed was destroyed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="id">What the switch's header calls it.</param>
    /// <param name="atMs">When it was passed on, in Unix milliseconds.</param>
    /// <param name="stored">The message as it is stored.</param>
    /// <param name="definition">Its definition; null where only the message itself says it.</param>
    /// <param name="otherwise">Its definition where the message cannot say it.</param>
    /// <returns>Its definition.</returns>
    public string Write(IBufferWriter<byte> output, AgentIdentification to, string id, long atMs, OriginalMessage stored, string? definition, string otherwise)
    {
        if (keys.Open(stored) is not OriginalMessage message) return definition ?? otherwise;
        definition ??= Parties.DefinitionOf(message, otherwise);
        ForwardWriter.Write(output, parties.Header(to, id, definition, atMs), message);
        return definition;
    }
}
