using System.Text;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary><c>profile schedule</c>.</summary>
internal sealed class ProfileSchedule : IOperatorCommand
{
    public CommandDefinition Definition { get; } = new(
        "profile schedule", "Has a scheme go by another profile from a moment on, without a stop.",
        "The profile is checked before anybody is asked. It has to be of the same scheme and currency, and its moment later than that of every change before it; "
        + "until then it can be taken back (profile withdraw). An open cycle is cut when the new profile's timetable says. Payments that were taken in before go on by the old one.",
        OperatorRole.Supervisor, CommandDanger.ChangesState,
        ArgumentDefinition.Required("scheme", ArgumentKind.Text, "the scheme's name"),
        ArgumentDefinition.Required("profile", ArgumentKind.File, "the file of the whole profile, as the built-in ones are written"),
        ArgumentDefinition.Required("effective-at", ArgumentKind.Moment, "from when, as 2026-11-21T18:00:00Z")) { NeedsFourEyes = true };

    public Task<Refused?> CheckAsync(OperatorCall call) => Task.FromResult(Check(call));

    public async Task<OperatorResult> RunAsync(OperatorCall call)
    {
        if (Check(call) is Refused wrong) return wrong;
        string scheme = call.Arguments.Text("scheme");
        SchemeReply reply = await call.Switch.Running.ScheduleProfileAsync(scheme, DocumentOf(call), call.Arguments.Moment("effective-at"), call.Act).ConfigureAwait(false);
        return reply == SchemeReply.Done ? await ProfileAnswers.ListAsync(call).ConfigureAwait(false) : Refusals.Of(reply, scheme);
    }

    private static Refused? Check(OperatorCall call)
    {
        string scheme = call.Arguments.Text("scheme");
        if (call.Switch.Running.Schemes.Find(scheme) is not SchemeProfile now) return Refusals.Of(SchemeReply.Unknown, scheme);
        if (call.Switch.ReadProfile is not { } read) return new Refused("scheme.fixed", "Profiles cannot be changed while this switch runs.", 501);
        try
        {
            SchemeProfile next = read(DocumentOf(call));
            if (next.Name != now.Name || next.Currency != now.Currency) return Refusals.Of(SchemeReply.OtherScheme, scheme);
        }
        catch (FormatException fault)
        {
            return Refusals.Of(SchemeReply.Unreadable, scheme) with { Text = $"profile: {fault.Message} Nothing was changed." };
        }

        return call.Arguments.Moment("effective-at") <= call.NowMs ? Refusals.Of(SchemeReply.InThePast, scheme) : null;
    }

    private static ReadOnlyMemory<byte> DocumentOf(OperatorCall call) => Encoding.UTF8.GetBytes(call.Arguments.Text("profile"));
}
