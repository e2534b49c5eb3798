namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>By what a row says what is in it. The numbers and names are stored: they are never given to another form.</summary>
public static class StoredForms
{
    /// <summary>The id of the serializer.</summary>
    public const int Serializer = 20_026;

    /// <summary>A batch of facts (<see cref="Events.EntityBatchCodec"/>).</summary>
    public const string Batch = "batch-1";

    /// <summary>A captured account.</summary>
    public const string Account = "account-1";
}
