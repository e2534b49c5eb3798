namespace PaymentSwitch.Cluster.Benchmarks;

/// <summary>What a database has done, counted from its beginning.</summary>
/// <param name="Syncs">How often its log was synced.</param>
/// <param name="WalBytes">Bytes in its log.</param>
/// <param name="EntityRows">Rows that entities have stored.</param>
/// <param name="EntityBytes">Bytes in these rows.</param>
/// <param name="ShardRows">Rows of which entities are remembered.</param>
/// <param name="LedgerRows">Commit groups of the ledger.</param>
/// <param name="LedgerBytes">Bytes in these.</param>
/// <param name="CpuSeconds">CPU time of all its processes.</param>
internal sealed record DatabaseCount(
    long Syncs, long WalBytes, long EntityRows, long EntityBytes, long ShardRows, long LedgerRows, long LedgerBytes, double CpuSeconds)
{
    /// <summary>What came since an earlier count, for each payment.</summary>
    public string Each(DatabaseCount before, long payments)
    {
        double Of(double now, double then) => (now - then) / payments;
        return FormattableString.Invariant($"{Of(EntityRows, before.EntityRows):F2} rows, {Of(EntityBytes, before.EntityBytes):N0} B of entities")
            + FormattableString.Invariant($"; {Of(ShardRows, before.ShardRows):F2} rows of who is remembered")
            + FormattableString.Invariant($"; ledger {Of(LedgerBytes, before.LedgerBytes):N0} B in {Of(LedgerRows, before.LedgerRows):F3} groups")
            + FormattableString.Invariant($"; WAL {Of(WalBytes, before.WalBytes):N0} B, {Of(Syncs, before.Syncs):F2} syncs")
            + FormattableString.Invariant($"; {Of(CpuSeconds, before.CpuSeconds) * 1e6:N0} us of the database's CPU");
    }
}
