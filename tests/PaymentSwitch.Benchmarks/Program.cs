using PaymentSwitch.Benchmarks;

Figures spread = EngineAlone.Measure(hot: false, rounds: 5);
Figures hot = EngineAlone.Measure(hot: true, rounds: 5);
Console.WriteLine($"engine alone, one thread: {spread.PaymentsPerSecond:N0} payments/s, {spread.AllocatedBytesPerPayment} bytes each; one hot bank {hot.PaymentsPerSecond:N0}");
foreach (int inFlight in new[] { 1, 64, 1024 })
{
    using var journal = new PaymentSwitch.Engine.InMemory.InMemoryJournal(keep: false);
    JournalFigures f = await EngineWithJournal.MeasureAsync(journal, inFlight, inFlight == 1 ? 20_000 : 200_000, 5, hot: false);
    Console.WriteLine($"embedded switch, no storage, {inFlight} in flight: {f}");
}
Console.WriteLine($"identity: {IdentityCosts.BytesPerPayment(2_000_000):N1} bytes; ns with 10k known {IdentityCosts.NanosecondsPerPayment(10_000):N0}, with 10M {IdentityCosts.NanosecondsPerPayment(10_000_000):N0}");
