using System.Runtime.InteropServices;
using Google.Protobuf;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Serialization;

/// <summary>What several messages between nodes have in common.</summary>
internal static class WireParts
{
    private const int UetrLength = 16;

    public static ByteString Write(Uetr uetr)
    {
        byte[] bytes = new byte[UetrLength];
        uetr.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    public static Uetr Uetr(ByteString bytes) => bytes.Length == UetrLength
        ? new Uetr(new Guid(bytes.Span, bigEndian: true))
        : throw new InvalidDataException($"A UETR has {bytes.Length} bytes; expected {UetrLength}.");

    public static Wire.AccountId Write(AccountId account) => new() { Participant = account.Participant.Value, Currency = account.Currency.Code };

    public static AccountId Read(Wire.AccountId written) => new(new ParticipantId(written.Participant), Currency.Of(written.Currency));

    public static Wire.BookingKey Write(BookingKey key) => new() { Payment = Write(key.Payment), ReturnNumber = key.Return };

    public static BookingKey Read(Wire.BookingKey written) => new(Uetr(written.Payment), written.ReturnNumber);

    public static Wire.Act Write(OperatorAct act)
    {
        var written = new Wire.Act { By = act.By, Why = act.Why };
        if (act.ApprovedBy is string approvedBy) written.ApprovedBy = approvedBy;
        if (act.Approval is long approval) written.Approval = approval;
        return written;
    }

    public static OperatorAct Read(Wire.Act written) => new(written.By, written.Why, written.HasApprovedBy ? written.ApprovedBy : null)
    {
        Approval = written.HasApproval ? written.Approval : null,
    };

    public static Wire.Agent? Write(AgentIdentification? agent)
    {
        if (agent is null) return null;
        var written = new Wire.Agent();
        if (agent.Bic is string bic) written.Bic = bic;
        if (agent.ClearingSystem is string clearingSystem) written.ClearingSystem = clearingSystem;
        if (agent.MemberId is string memberId) written.MemberId = memberId;
        return written;
    }

    public static AgentIdentification? Read(Wire.Agent? written) => written is null ? null : new AgentIdentification(
        written.HasBic ? written.Bic : null, written.HasClearingSystem ? written.ClearingSystem : null, written.HasMemberId ? written.MemberId : null);

    public static ByteString Wrap(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);

    public static byte[] Bytes(ByteString bytes) =>
        MemoryMarshal.TryGetArray(bytes.Memory, out ArraySegment<byte> segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToByteArray();

    public static ArgumentException Unknown(object message) => new($"{message.GetType().Name} has no form in which it goes to another node.", nameof(message));

    public static InvalidDataException Nothing(string whom) => new($"A message for {whom} says nothing that this version of the switch knows.");
}
