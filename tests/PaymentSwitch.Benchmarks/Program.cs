using PaymentSwitch.Benchmarks;

Figures spread = EngineAlone.Measure(hot: false, rounds: 5);
Figures hot = EngineAlone.Measure(hot: true, rounds: 5);
Console.WriteLine($"engine alone, one thread: {spread.PaymentsPerSecond:N0} payments/s, {spread.AllocatedBytesPerPayment} bytes each; one hot bank {hot.PaymentsPerSecond:N0}");
