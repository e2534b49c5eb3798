namespace PaymentSwitch.Simulations.Faults;

/// <summary>The way from the switch to its database.</summary>
internal interface IDatabasePath : IAsyncDisposable
{
    /// <summary>From now on nothing gets through, in either direction.</summary>
    Task CutAsync();

    /// <summary>From now on everything gets through again.</summary>
    Task HealAsync();
}
