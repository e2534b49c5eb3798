namespace PaymentSwitch.Domain;

/// <summary>A stored fact about one entity.</summary>
public interface IDomainEvent
{
    /// <summary>When it happened by the switch's clock, in Unix milliseconds.</summary>
    long AtMs { get; }
}
