using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Outgoing;

/// <summary>Between whom messages of the switch pass, and what they are called.</summary>
/// <param name="switchBic">The switch's own BIC, eleven characters.</param>
internal sealed class Parties(string switchBic)
{
    private const int AccountNumberLengthMax = 34;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly byte[] IsoNamespace = Encoding.ASCII.GetBytes("urn:iso:std:iso:20022:tech:xsd:");

    /// <summary>The switch's own BIC.</summary>
    public string SwitchBic { get; } = switchBic;

    /// <summary>The switch.</summary>
    public AgentIdentification Switch { get; } = AgentIdentification.OfBic(switchBic);

    /// <summary>The header of a message of the switch.</summary>
    /// <param name="to">Who gets it.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="atMs">When it was made, in Unix milliseconds.</param>
    public OutgoingHeader Header(AgentIdentification to, string id, string definition, long atMs) => new(Switch, to, id, definition, atMs);

    /// <summary>A participant as messages name it: by its BIC; in a scheme without BICs by its name as a member id.</summary>
    public static AgentIdentification AgentOf(ParticipantId participant) =>
        Bic.HasForm(participant.Value) ? AgentIdentification.OfBic(participant.Value) : new AgentIdentification(null, null, participant.Value);

    /// <summary>A participant by its BIC; in a scheme without BICs, as the message names its agent.</summary>
    public static AgentIdentification AgentOf(ParticipantId participant, AgentIdentification named) =>
        Bic.HasForm(participant.Value) ? AgentIdentification.OfBic(participant.Value) : named;

    /// <summary>The debtor agent's participant.</summary>
    public static AgentIdentification SenderOf(PaymentReceived received) => AgentOf(received.Sender, received.Transfer.DebtorAgent);

    /// <summary>The creditor agent's participant.</summary>
    public static AgentIdentification ReceiverOf(PaymentReceived received) => AgentOf(received.Receiver!.Value, received.Transfer.CreditorAgent);

    /// <summary>
    /// An account as messages name it, in up to 34 characters: <c>AGRIFRPPXXX/EUR</c>. A participant with a very long name is cut.
    /// </summary>
    public static string NumberOf(AccountId account)
    {
        string name = account.Participant.Value;
        int room = AccountNumberLengthMax - account.Currency.Code.Length - 1;
        return $"{(name.Length > room ? name[..room] : name)}/{account.Currency.Code}";
    }

    /// <summary>The limit of a reachable party, as if it were an account: <c>AGRIFRPPXXX/EUR/PARTY</c>, likewise.</summary>
    public static string NumberOf(AccountId account, string party)
    {
        string number = $"{NumberOf(account)}/{party}";
        return number.Length > AccountNumberLengthMax ? number[..AccountNumberLengthMax] : number;
    }

    /// <summary>The id of a message about a payment: its UETR and a letter for what it says.</summary>
    public static string IdOf(Uetr uetr, char kind) => string.Create(33, (uetr, kind), static (id, from) =>
    {
        from.uetr.Value.TryFormat(id, out _, "N");
        id[32] = from.kind;
    });

    /// <summary>The id of a message about a return: the payment's UETR, a letter, and the return's number.</summary>
    public static string IdOf(BookingKey key, char kind) => IdOf(key.Payment, kind) + Alphabet[key.Return / 36 % 36] + Alphabet[key.Return % 36];

    /// <summary>The identity in an id that <see cref="IdOf(Uetr, char)"/> has made; null where it is none of this kind.</summary>
    public static Uetr? IdentityIn(string id, char kind) =>
        id.Length == 33 && id[32] == kind && Guid.TryParseExact(id.AsSpan(0, 32), "N", out Guid value) ? new Uetr(value) : null;

    /// <summary>The id of a message about one that was not stored: another one for each content, the same for the same.</summary>
    public static string IdOf(ReadOnlySpan<byte> content, char kind)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return kind + Convert.ToHexStringLower(hash[..16]);
    }

    /// <summary>The id of a message about a fact: by its entity, its time and what it says.</summary>
    public static string IdOf(string entity, long atMs, char kind) =>
        IdOf(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entity}\n{atMs}")), kind);

    /// <summary>A text, or as much of its beginning as an element holds; null for an empty one, which no element may be.</summary>
    public static string? Cut(string text, int lengthMax)
    {
        if (text.Length == 0) return null;
        if (text.Length <= lengthMax) return text;
        // Half a character cannot be written as UTF-8.
        return text[..(char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax)];
    }

    /// <summary>The definition that a document says it is of: what follows the standard's namespace in its start tag.</summary>
    /// <param name="message">A message that was read and found valid.</param>
    /// <param name="otherwise">What it is where its namespace is another one.</param>
    public static string DefinitionOf(OriginalMessage message, string otherwise)
    {
        ReadOnlySpan<byte> document = message.Document.Span;
        int end = document.IndexOf((byte)'>');
        return Find(document[..(end < 0 ? document.Length : end)]) ?? Find(Encoding.UTF8.GetBytes(message.InheritedNamespaces)) ?? otherwise;
    }

    private static string? Find(ReadOnlySpan<byte> tag)
    {
        int start = tag.IndexOf(IsoNamespace);
        if (start < 0) return null;
        ReadOnlySpan<byte> rest = tag[(start + IsoNamespace.Length)..];
        int end = rest.IndexOfAny((byte)'"', (byte)'\'');
        return end < 0 ? null : Encoding.ASCII.GetString(rest[..end]);
    }
}
