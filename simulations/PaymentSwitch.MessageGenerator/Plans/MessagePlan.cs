namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>How messages of one definition are made.</summary>
/// <param name="Definition">For example <c>pacs.008.001.08</c>.</param>
/// <param name="Root">Its outermost element: <c>Document</c>, or <c>AppHdr</c>.</param>
/// <param name="Transactions">The transactions that <c>NbOfTxs</c> counts; null where it has none.</param>
internal sealed record MessagePlan(string Definition, ElementPlan Root, Particle? Transactions);
