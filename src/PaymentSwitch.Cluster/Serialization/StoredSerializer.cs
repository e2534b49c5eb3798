using Akka.Actor;
using Akka.Serialization;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Postgres.Entities;

namespace PaymentSwitch.Cluster.Serialization;

/// <summary>What entities store: batches of facts, and captured accounts, in the protobuf forms of the journal and of snapshots. No types' names are stored.</summary>
/// <param name="system">The actor system.</param>
internal sealed class StoredSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => StoredForms.Serializer;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        EntityBatch => StoredForms.Batch,
        CapturedAccount => StoredForms.Account,
        _ => throw new ArgumentException($"{o.GetType().Name} has no stored form.", nameof(o)),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => obj switch
    {
        EntityBatch batch => EntityBatchCodec.Write(batch),
        CapturedAccount account => EntityBatchCodec.Write(account.State, account.SequenceNr),
        _ => throw new ArgumentException($"{obj.GetType().Name} has no stored form.", nameof(obj)),
    };

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case StoredForms.Batch:
                return EntityBatchCodec.Read(bytes);
            case StoredForms.Account:
                (Domain.Accounts.AccountState state, long sequenceNr) = EntityBatchCodec.ReadAccount(bytes);
                return new CapturedAccount(state, sequenceNr);
            default:
                throw new ArgumentException($"This version of the switch knows no stored form '{manifest}'.", nameof(manifest));
        }
    }
}
