using System.Collections.Frozen;
using PaymentSwitch.Operations.Commands;

namespace PaymentSwitch.Operations.Catalogue;

/// <summary>All commands of the operators. A command is one file in <c>Commands/</c> and one line here.</summary>
public sealed class CommandCatalogue
{
    private readonly FrozenDictionary<string, IOperatorCommand> _bySlug;

    /// <summary>A catalogue of these commands.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public CommandCatalogue(params IReadOnlyList<IOperatorCommand> commands)
    {
        Commands = commands;
        _bySlug = commands.ToFrozenDictionary(command => command.Definition.Slug, StringComparer.Ordinal);
    }

    /// <summary>The switch's own, in the order in which they are shown.</summary>
    public static CommandCatalogue Shipped { get; } = new(
        new Status(),
        new StandbyTakeover(),
        new ApprovalsList(),
        new ApprovalShow(),
        new ApprovalGrant(),
        new ApprovalDeny(),
        new AccountsList(),
        new AccountShow(),
        new AccountOpen(),
        new AccountFund(),
        new AccountWithdraw(),
        new AccountClose(),
        new AccountPositions(),
        new CapSet(),
        new PartyLimitsList(),
        new PartyLimitSet(),
        new PartyLimitRemove(),
        new WatchShow(),
        new WatchSet(),
        new AlertsList(),
        new Outlook(),
        new LiquidityList(),
        new LiquidityShow(),
        new CyclesList(),
        new CycleShow(),
        new CyclePositions(),
        new CycleCut(),
        new CycleInstruct(),
        new CycleConfirm(),
        new CycleFail(),
        new CycleAbort(),
        new CycleReopen(),
        new CycleRetry(),
        new CycleCover(),
        new ParticipantsList(),
        new ParticipantShow(),
        new ParticipantEnrol(),
        new ParticipantOnboard(),
        new ParticipantEnable(),
        new ParticipantSuspend(),
        new ParticipantReceiveOnly(),
        new ParticipantSignOff(),
        new ParticipantResume(),
        new ParticipantClose(),
        new AgentsSet(),
        new PrincipalsSet(),
        new CredentialsList(),
        new CredentialsSet(),
        new CredentialsAdd(),
        new CredentialsRevoke(),
        new CredentialsGenerate(),
        new SchemesList(),
        new SchemeShow(),
        new ProfileSchedule(),
        new ProfileWithdraw(),
        new ProfileChanges(),
        new BroadcastSend(),
        new PrivacyShow(),
        new PrivacyFind(),
        new PrivacyErase(),
        new PaymentsList(),
        new PaymentShow(),
        new PaymentTrace(),
        new RequestsList(),
        new RequestShow(),
        new MovementsList(),
        new Statement(),
        new Reconcile(),
        new MismatchesList(),
        new BankBooksList(),
        new MailboxesList());

    /// <summary>All commands.</summary>
    public IReadOnlyList<IOperatorCommand> Commands { get; }

    /// <summary>The command with this name in an address (<c>account-fund</c>), or null.</summary>
    public IOperatorCommand? Find(string slug) => _bySlug.GetValueOrDefault(slug);
}
