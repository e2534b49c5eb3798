using System.Globalization;
using Akka.Cluster.Sharding;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>
/// Which shard an entity is in: the same on all nodes, so that neither the functions here nor <see cref="Shards"/> may change while nodes of
/// several versions are up. It is the FNV-1a hash of the entity's id, 32 bits, over its UTF-16 units, modulo the number of shards.
/// </summary>
internal sealed class ShardIds : IMessageExtractor
{
    /// <summary>How many shards there are of payments, and of accounts: ten for each of as many nodes as there will ever be.</summary>
    public const int Shards = 100;

    /// <inheritdoc/>
    public string EntityId(object message) => message switch
    {
        ToPayment to => to.Payment.ToString(),
        ToAccount to => $"{to.Account.Participant.Value}:{to.Account.Currency.Code}",
        _ => null!,
    };

    /// <inheritdoc/>
    public object EntityMessage(object message) => message switch
    {
        ToPayment to => to.Message,
        ToAccount to => to.Ask,
        _ => message,
    };

    /// <inheritdoc/>
    [Obsolete("Sharding asks by the entity's id.")]
    public string ShardId(object message) => EntityId(message) is string id ? ShardOf(id) : null!;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => ShardOf(entityId);

    /// <summary>The payment of an entity's id.</summary>
    public static Uetr PaymentOf(string entityId) => Uetr.Parse(entityId);

    /// <summary>The account of an entity's id.</summary>
    public static AccountId AccountOf(string entityId)
    {
        int colon = entityId.LastIndexOf(':');
        return new AccountId(new ParticipantId(entityId[..colon]), Domain.Currency.Of(entityId[(colon + 1)..]));
    }

    private static string ShardOf(string entityId)
    {
        uint hash = 2_166_136_261;
        foreach (char unit in entityId)
        {
            hash = (hash ^ (byte)unit) * 16_777_619;
            hash = (hash ^ (byte)(unit >> 8)) * 16_777_619;
        }

        return (hash % Shards).ToString(CultureInfo.InvariantCulture);
    }
}
