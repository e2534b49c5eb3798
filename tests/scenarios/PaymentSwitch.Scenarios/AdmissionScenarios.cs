using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Too much at once is refused before anything is taken in.</summary>
public abstract class AdmissionScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task Beyond_the_bound_on_open_payments_nothing_new_is_taken_in_but_answers_are()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), limits: new EngineLimits { OpenPaymentsMax = 2 });
        var first = await scheme.PayAsync(100);
        await scheme.PayAsync(100);
        long position = scheme.Host.JournalPosition;

        SubmitPayment instruction = scheme.Instruction(100);
        Assert.Equal(Admission.Overloaded, (await scheme.SubmitAsync(instruction)).Admission);
        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Null(await scheme.Host.Switch.FindAsync(instruction.Transfer.Uetr));

        await scheme.AnswerAsync(first, "ACCP");
        SubmitResult again = await scheme.SubmitAsync(instruction);
        Assert.Equal((Admission.TakenIn, PaymentStatus.Reserved), (again.Admission, again.Payment!.Status));
    }

    [Fact]
    public async Task A_flood_is_answered_one_by_one_and_nothing_is_taken_in_and_dropped()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), limits: new EngineLimits { InboxDepthMax = 16, GroupFactsMax = 8 });
        SubmitPayment[] instructions = [.. Enumerable.Range(0, 400).Select(_ => scheme.Instruction(1))];

        SubmitResult[] results = await Task.WhenAll(instructions.Select(instruction => Task.Run(() => scheme.SubmitAsync(instruction))));

        for (int i = 0; i < results.Length; i++)
        {
            PaymentHistory? found = await scheme.Host.Switch.FindAsync(instructions[i].Transfer.Uetr);
            Assert.Equal(results[i].Admission == Admission.TakenIn, found is not null);
        }

        int takenIn = results.Count(result => result.Admission == Admission.TakenIn);
        await scheme.AssertNothingMadeOrLostAsync(200_000, reservedMinor: takenIn);
    }
}
