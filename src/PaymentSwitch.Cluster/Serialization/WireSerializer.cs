using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using PaymentSwitch.Cluster.Entities;

namespace PaymentSwitch.Cluster.Serialization;

/// <summary>What goes from node to node, in the protobuf form of <c>wire.proto</c>. Nothing else of ours goes: what has no form here is an error.</summary>
/// <param name="system">The actor system.</param>
internal sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string PaymentManifest = "payment-1";
    private const string AccountManifest = "account-1";
    private const string PaymentAnswerManifest = "payment-answer-1";
    private const string AccountRepliedManifest = "account-replied-1";

    /// <inheritdoc/>
    public override int Identifier => 20_022;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        ToPayment => PaymentManifest,
        ToAccount => AccountManifest,
        PaymentAnswer => PaymentAnswerManifest,
        AccountReplied => AccountRepliedManifest,
        _ => throw WireParts.Unknown(o),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => obj switch
    {
        ToPayment to => WirePayments.Write(to).ToByteArray(),
        ToAccount to => WireAccounts.Write(to).ToByteArray(),
        PaymentAnswer answer => WirePayments.Write(answer).ToByteArray(),
        AccountReplied replied => WireAccounts.Write(replied).ToByteArray(),
        _ => throw WireParts.Unknown(obj),
    };

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        PaymentManifest => WirePayments.Read(Wire.Payment.Parser.ParseFrom(bytes)),
        AccountManifest => WireAccounts.Read(Wire.Account.Parser.ParseFrom(bytes)),
        PaymentAnswerManifest => WirePayments.Read(Wire.PaymentAnswer.Parser.ParseFrom(bytes)),
        AccountRepliedManifest => WireAccounts.Read(Wire.AccountReplied.Parser.ParseFrom(bytes)),
        _ => throw new ArgumentException($"This version of the switch knows no message '{manifest}'.", nameof(manifest)),
    };
}
