using System.Text.RegularExpressions;
using PaymentSwitch.Cluster.PetabridgeCmd;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Tests.Palette;

/// <summary>What of the catalogue is in the palette for Petabridge.Cmd, and in which words.</summary>
public sealed partial class PaletteCommandTests
{
    private static readonly CommandDefinition[] Catalogue = [.. CommandCatalogue.Shipped.Commands.Select(command => command.Definition)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_command_is_in_the_palette_or_is_left_out_for_a_reason(bool readOnly)
    {
        OfferedCommands offered = OfferedCommands.Of(CommandCatalogue.Shipped, readOnly);
        Assert.Equal(
            Catalogue.Select(definition => definition.Name).Order(StringComparer.Ordinal),
            offered.Commands.Select(command => command.Definition.Name).Concat(offered.LeftOut.Select(left => left.Name)).Order(StringComparer.Ordinal));
        Assert.All(offered.LeftOut, left => Assert.NotEmpty(left.Why));
    }

    [Fact]
    public void By_itself_it_changes_nothing()
    {
        OfferedCommands offered = OfferedCommands.Of(CommandCatalogue.Shipped, new PetabridgeCmdSettings { TokenFile = "token" }.ReadOnly);
        Assert.Contains(offered.Commands, command => command.Name == "account-show");
        Assert.All(offered.Commands, command => Assert.Equal(CommandDanger.None, command.Definition.Danger));
        Assert.All(offered.Commands, command => Assert.DoesNotContain(command.Arguments, argument => argument.Name is "why" or "yes"));
        // Of what only shows something, one command names a person.
        Assert.Equal(["privacy find"], Catalogue.Where(definition => definition.Danger == CommandDanger.None).Select(definition => definition.Name).Except(offered.Commands.Select(command => command.Definition.Name)));
    }

    [Fact]
    public void What_a_second_person_a_file_or_a_secret_takes_is_left_out_for_good()
    {
        OfferedCommands offered = OfferedCommands.Of(CommandCatalogue.Shipped, readOnly: false);
        Assert.Equal(
            ["approval grant", "credentials generate", "privacy find", "profile schedule"],
            offered.LeftOut.Select(left => left.Name).Order(StringComparer.Ordinal));
        Assert.Contains(offered.Commands, command => command.Name == "account-fund");
    }

    [Fact]
    public void Names_are_the_catalogues_in_what_pbm_can_read()
    {
        IReadOnlyList<PaletteCommand> commands = OfferedCommands.Of(CommandCatalogue.Shipped, readOnly: false).Commands;
        Assert.Equal(commands.Count, commands.Select(command => command.Name).Distinct().Count());
        foreach (PaletteCommand command in commands)
        {
            Assert.Matches(Word(), command.Name);
            Assert.StartsWith(command.Definition.Summary, command.Description, StringComparison.Ordinal);
            Assert.Equal(command.Arguments.Count, command.Arguments.Select(argument => argument.Name).Distinct().Count());
            Assert.All(command.Arguments, argument => Assert.Matches(Word(), argument.Name));
            Assert.All(command.Arguments, argument => Assert.Equal($"--{argument.Name}", argument.Switch));
            string[] added = command.Definition.NeedsWhy ? ["why", "yes", "output"] : ["output"];
            Assert.Equal([.. command.Definition.Arguments.Select(argument => argument.Name), .. added], command.Arguments.Select(argument => argument.Name));
            Assert.Equal(
                [.. command.Definition.Arguments.Where(argument => argument.IsRequired).Select(argument => argument.Name), .. command.Definition.NeedsWhy ? ["why", "yes"] : Array.Empty<string>()],
                command.Arguments.Where(argument => argument.IsRequired).Select(argument => argument.Name));
        }
    }

    [Theory]
    // command, what was typed, what is wrong
    [InlineData("account-show", "--participant=ALPHA --participant=BRAVO", "argument.invalid: participant: found twice")]
    [InlineData("account-show", "--all=", "argument.unknown: '--all' is no argument of account-show; expected --participant, ")]
    [InlineData("account-show", "--participant=ALPHA --output=xml", "argument.invalid: output: found 'xml', expected table or json.")]
    [InlineData("account-fund", "--participant=ALPHA --amount=1 --why=w", "account-fund moves money: say --yes true. Nothing was done.")]
    [InlineData("account-fund", "--participant=ALPHA --amount=1 --why=w --yes=no", "account-fund moves money: say --yes true. Nothing was done.")]
    [InlineData("participant-suspend", "--participant=ALPHA --why=w", "participant-suspend changes the switch: say --yes true. Nothing was done.")]
    public void What_no_switch_would_see_is_refused(string name, string typed, string says)
    {
        PaletteArguments read = PaletteArguments.Read(Find(name), Typed(typed));
        Assert.StartsWith(says, read.Wrong, StringComparison.Ordinal);
        Assert.Empty(read.Arguments);
    }

    [Fact]
    public void Arguments_are_sent_as_they_were_typed_and_the_palettes_own_are_not()
    {
        PaletteArguments read = PaletteArguments.Read(Find("account-fund"), Typed("--amount=12.50 --yes= --why=cover participant=ALPHA --output=json"));
        Assert.Null(read.Wrong);
        Assert.Equal(("cover", true), (read.Why, read.IsJson));
        Assert.Equal(new Dictionary<string, string> { ["amount"] = "12.50", ["participant"] = "ALPHA" }, read.Arguments);
        PaletteArguments flag = PaletteArguments.Read(Find("reconcile"), [("--full", null)]);
        Assert.Equal(new Dictionary<string, string> { ["full"] = "true" }, flag.Arguments);
        // What is empty is the switch's to refuse.
        Assert.Equal("", PaletteArguments.Read(Find("account-show"), [("--participant", null)]).Arguments["participant"]);
    }

    [Fact]
    public void What_is_told_back_of_the_unknown_is_bounded_and_steers_no_terminal()
    {
        string? wrong = PaletteArguments.Read(Find("status"), [("\u001b[2J" + new string('x', 5_000), "")]).Wrong;
        Assert.StartsWith("argument.unknown: '?[2Jxxx", wrong, StringComparison.Ordinal);
        Assert.InRange(wrong!.Length, 1, 200);
    }

    private static PaletteCommand Find(string name) => OfferedCommands.Of(CommandCatalogue.Shipped, readOnly: false).Commands.Single(command => command.Name == name);

    private static IEnumerable<(string Switch, string? Value)> Typed(string typed) =>
        typed.Split(' ').Select(part => part.Split('=')).Select(parts => (parts[0], (string?)parts[1]));

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Word();
}
