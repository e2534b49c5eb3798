using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Operations.Tests;

/// <summary>What every command keeps to, and the page that is made from them.</summary>
public sealed partial class CatalogueTests
{
    private const string WriteVariable = "PAYMENTSWITCH_COMMANDS";
    private const string Begin = "<!-- commands: made from the catalogue -->\n";
    private const string End = "<!-- commands: end -->\n";

    private static readonly CommandDefinition[] All = [.. CommandCatalogue.Shipped.Commands.Select(command => command.Definition)];

    [Fact]
    public void Every_command_in_the_code_is_in_the_catalogue_once()
    {
        Type[] written = [.. typeof(CommandCatalogue).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IOperatorCommand)))];
        Assert.NotEmpty(written);
        Assert.Equal(written.Select(type => type.Name).Order(), CommandCatalogue.Shipped.Commands.Select(command => command.GetType().Name).Order());
    }

    [Fact]
    public void Names_are_unique_words_and_say_the_class()
    {
        Assert.Distinct(All.Select(definition => definition.Slug));
        foreach (IOperatorCommand command in CommandCatalogue.Shipped.Commands)
        {
            Assert.Matches(NameForm(), command.Definition.Name);
            Assert.Equal(command.GetType().Name, command.Definition.Name.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
            Assert.Same(command, CommandCatalogue.Shipped.Find(command.Definition.Slug));
        }
    }

    [Fact]
    public void A_word_is_a_command_or_a_group_and_not_both()
    {
        foreach (CommandDefinition single in All.Where(definition => !definition.Name.Contains(' ', StringComparison.Ordinal)))
            Assert.DoesNotContain(All, other => other.Name.StartsWith(single.Name + " ", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_has_help()
    {
        Assert.All(All, definition =>
        {
            Assert.InRange(definition.Summary.Length, 10, 80);
            Assert.EndsWith(".", definition.Summary);
            Assert.InRange(definition.Description.Length, 60, 500);
            Assert.EndsWith(".", definition.Description);
            Assert.All(definition.Arguments, argument =>
            {
                Assert.InRange(argument.Help.Length, 4, 110);
                Assert.False(argument.Help.EndsWith('.'), $"{definition.Name} {argument.Name}: the help of an argument has no full stop.");
            });
        });
    }

    [Fact]
    public void What_changes_something_asks_for_a_reason_and_more_than_a_viewer()
    {
        Assert.All(All, definition =>
        {
            Assert.Equal(definition.Danger != CommandDanger.None, definition.NeedsWhy);
            if (definition.NeedsWhy) Assert.True(definition.Role is OperatorRole.Operator or OperatorRole.Supervisor, definition.Name);
            if (definition.Danger == CommandDanger.MovesMoney) Assert.Equal(OperatorRole.Supervisor, definition.Role);
        });
    }

    [Fact]
    public void Arguments_are_named_once_required_first_and_defaults_can_be_read()
    {
        Assert.All(All, definition =>
        {
            Assert.Distinct(definition.Arguments.Select(argument => argument.Name));
            Assert.All(definition.Arguments, argument => Assert.Matches(ArgumentForm(), argument.Name));
            Assert.Equal(definition.Arguments.OrderByDescending(argument => argument.IsRequired), definition.Arguments);
            // These are options of the command line itself.
            Assert.Empty(definition.Arguments.Select(argument => argument.Name).Intersect(["server", "token-file", "output", "why", "yes", "help"]));
            var errors = new List<ArgumentError>();
            ArgumentReader.Read(definition, new Dictionary<string, string>(), Domain.Currency.Of("EUR"), errors);
            Assert.All(errors, error => Assert.Equal("argument.missing", error.Code));
        });
    }

    [Theory]
    // held, needed, contained
    [InlineData(OperatorRole.Viewer, OperatorRole.Viewer, true)]
    [InlineData(OperatorRole.Viewer, OperatorRole.Operator, false)]
    [InlineData(OperatorRole.Viewer, OperatorRole.Auditor, false)]
    [InlineData(OperatorRole.Operator, OperatorRole.Viewer, true)]
    [InlineData(OperatorRole.Operator, OperatorRole.Supervisor, false)]
    [InlineData(OperatorRole.Supervisor, OperatorRole.Operator, true)]
    [InlineData(OperatorRole.Supervisor, OperatorRole.Viewer, true)]
    [InlineData(OperatorRole.Supervisor, OperatorRole.Auditor, false)]
    [InlineData(OperatorRole.Auditor, OperatorRole.Viewer, true)]
    [InlineData(OperatorRole.Auditor, OperatorRole.Operator, false)]
    public void Roles_contain_each_other_as_said(OperatorRole held, OperatorRole needed, bool contained) => Assert.Equal(contained, held.Contains(needed));

    [Fact]
    public void The_page_for_operators_has_the_commands_of_the_catalogue()
    {
        string? root = RepositoryRoot();
        Assert.SkipWhen(root is null, "The tests run outside the repository.");
        string file = Path.Combine(root!, "docs", "operations.md");
        string page = File.ReadAllText(file).ReplaceLineEndings("\n");
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end >= begin, "docs/operations.md has lost the marks around its commands.");
        string expected = Table();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "write") File.WriteAllText(file, page = page[..begin] + expected + page[end..]);
        end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(
            page[begin..end] == expected,
            $"docs/operations.md is not what the catalogue says. Run these tests with {WriteVariable}=write once, and read what was written.");
    }

    private static string Table()
    {
        var table = new StringBuilder("| command | what it does | role | danger |\n|---|---|---|---|\n");
        foreach (CommandDefinition definition in All)
        {
            string arguments = string.Concat(definition.Arguments.Select(argument => argument.IsRequired ? $" {argument.Name.ToUpperInvariant()}" : argument.HasPlace ? $" [{argument.Name.ToUpperInvariant()}]" : $" [--{argument.Name}]"));
            string danger = definition.Danger switch { CommandDanger.None => "", CommandDanger.ChangesState => "changes state", _ => "moves money" };
            table.Append($"| `{definition.Name}{arguments}` | {definition.Summary} {definition.Description} | {definition.Role} | {danger}{(definition.NeedsFourEyes ? ", four eyes" : "")} |\n");
        }

        return table.ToString();
    }

    private static string? RepositoryRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return at.FullName;
        return null;
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)?( [a-z]+(-[a-z]+)?)?$")]
    private static partial Regex NameForm();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex ArgumentForm();
}
