using Akka.Actor;
using Akka.Event;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>Answers one connection of pbm. Whatever happens, a command ends with exactly one final response: pbm waits for it.</summary>
internal sealed class PaletteActor : CommandHandlerActor
{
    private readonly PaletteRun _run;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>An actor for these commands.</summary>
    public PaletteActor(CommandPalette palette, IReadOnlyList<PaletteCommand> commands, PaletteRun run)
        : base(palette)
    {
        _run = run;
        foreach (PaletteCommand command in commands) Process(command.Name, typed => Begin(command, typed));
    }

    private void Begin(PaletteCommand command, Command typed)
    {
        // Both are the next command's when the switch has answered.
        IActorRef asked = Sender;
        IActorRef self = Self;
        (string Switch, string? Value)[] arguments = [.. typed.Arguments.Select(argument => (argument.Item1, (string?)argument.Item2))];
        // Beside the actor, so that a command that the switch is long about keeps no other one waiting.
        _ = Task.Run(() => AnswerAsync(command, arguments, asked, self));
    }

    private async Task AnswerAsync(PaletteCommand command, (string Switch, string? Value)[] arguments, IActorRef asked, IActorRef self)
    {
        PaletteReply reply;
        try
        {
            reply = await _run.RunAsync(command, arguments).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _log.Error(error, "{0} could not be answered.", command.Name);
            reply = PaletteReply.Error($"{command.Name} could not be answered; the node's log says why. Whether it was carried out is not known.");
        }

        for (int i = 0; i < reply.Pieces.Count - 1; i++) asked.Tell(new CommandResponse(reply.Pieces[i], false), self);
        asked.Tell(reply.IsError ? new ErroredCommandResponse(reply.Pieces[^1], true) : new CommandResponse(reply.Pieces[^1], true), self);
    }
}
