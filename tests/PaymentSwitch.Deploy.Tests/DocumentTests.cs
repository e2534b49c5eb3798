using System.CommandLine;
using System.Text.RegularExpressions;
using PaymentSwitch.Cli;
using PaymentSwitch.Cli.Auditing;
using PaymentSwitch.Cli.Journals;
using PaymentSwitch.Cli.Operating;
using PaymentSwitch.Cli.Privacy;
using PaymentSwitch.Cli.Validation;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>What the pages under deploy say can be done can be done: commands are real ones, links lead somewhere.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Pages => Repository.Root is null ? ["."] : [.. Repository.DeployFiles(".md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_of_payswitch_are_real(string page)
    {
        Repository.Need();
        Assert.Equal("", string.Join("\n", WrongCommands(Repository.Read(page))));
    }

    [Theory]
    [InlineData("```sh\npayswitch status\npayswitch standby takeover --why \"upgrade to 0.2.0\" --yes\n```", "")]
    [InlineData("```sh\npayswitch standby takeovr --why x\n```", "takeovr")]
    [InlineData("```sh\npayswitch audit verify --journal sqlite:a --checkpoint b\n```", "--checkpoint")]
    [InlineData("```sh\npayswitch privacy erase --why x\n```", "Required argument")]
    [InlineData("```sh\npayswitch audit verify --journal 'postgres:Host=a;SSL Mode=VerifyFull' --checkpoints b --key c\n```", "")]
    [InlineData("Ask `payswitch standby status`.", "status")]
    [InlineData("Ask `payswitch audit verify`.", "")]
    public void A_command_that_is_none_is_found(string text, string told)
    {
        string found = string.Join("\n", WrongCommands(text));
        if (told.Length == 0) Assert.Equal("", found);
        else Assert.Contains(told, found, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        Repository.Need();
        Assert.Equal("", string.Join("\n", DeadLinks(page, Repository.Read(page))));
    }

    [Fact]
    public void A_dead_link_is_found()
    {
        Repository.Need();
        Assert.Single(DeadLinks("deploy/README.md", "[there](README.md), [not there](NOT.md), [elsewhere](https://example.org)"));
        Assert.Single(DeadLinks("deploy/README.md", "[not there](README.md#no-such-heading)"));
    }

    [Fact]
    public void Runbooks_that_alerts_name_are_there()
    {
        Repository.Need();
        string[] files = [.. Repository.DeployFiles("alerts.yaml").Where(file => file.StartsWith("deploy/monitoring/", StringComparison.Ordinal))];
        Assert.Equal(3, files.Length);
        foreach (string file in files)
        {
            string[] runbooks = [.. Runbook().Matches(Repository.Read(file)).Select(runbook => runbook.Groups[1].Value)];
            Assert.NotEmpty(runbooks);
            foreach (string runbook in runbooks) Assert.Empty(DeadLinks("README.md", $"[x]({runbook})"));
        }
    }

    [Fact]
    public void Files_that_pages_name_are_there()
    {
        Repository.Need();
        foreach (string page in Repository.DeployFiles(".md"))
            foreach (Match named in NamedFile().Matches(Repository.Read(page)))
                Assert.True(Path.Exists(Repository.PathOf(named.Groups[1].Value)), $"{page}: {named.Groups[1].Value} is not there.");
    }

    private static List<string> WrongCommands(string text)
    {
        var wrong = new List<string>();
        RootCommand root = Commands();
        string blocks = string.Join("\n", Fence().Matches(text).Select(fence => fence.Groups[1].Value)).Replace("\\\n", " ", StringComparison.Ordinal);
        foreach (string line in blocks.Split('\n'))
        {
            if (!Command().IsMatch(line)) continue;
            string command = Comment().Replace(Command().Match(line).Groups[1].Value, "");
            string[] words = [.. Word().Matches(command).Select(word => word.Value.Trim('"', '\''))];
            foreach (string error in root.Parse(words).Errors.Select(error => error.Message)) wrong.Add($"payswitch {command}: {error}");
        }

        foreach (Match inline in Inline().Matches(Fence().Replace(text, "")))
        {
            Command at = root;
            foreach (string word in inline.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word.All(c => char.IsAsciiLetterLower(c) || c == '-') && !word.StartsWith('-')))
            {
                if (at.Subcommands.Count == 0) break;
                if (at.Subcommands.FirstOrDefault(sub => sub.Name == word) is not Command below)
                {
                    wrong.Add($"payswitch {inline.Groups[1].Value}: there is no '{word}'.");
                    break;
                }

                at = below;
            }
        }

        return wrong;
    }

    private static RootCommand Commands()
    {
        var streams = new Streams(Stream.Null, Stream.Null, TextWriter.Null, TextWriter.Null, null);
        var root = new RootCommand { ValidateCommand.Create(streams), JournalCommands.Create(streams), AuditCommands.Create(streams), PartyKeyCommands.Create(streams) };
        foreach (Command command in OperatorCommands.Create(CommandCatalogue.Shipped, streams)) root.Add(command);
        return root;
    }

    private static IEnumerable<string> DeadLinks(string page, string text)
    {
        foreach (Match link in Link().Matches(text))
        {
            string target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal)) continue;
            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? Repository.PathOf(page) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, parts[0]));
            if (!Path.Exists(file)) yield return $"{page}: {target} is not there.";
            else if (parts.Length == 2 && !Heading().Matches(File.ReadAllText(file)).Any(heading => Anchor(heading.Groups[1].Value) == parts[1])) yield return $"{page}: {target} has no such heading.";
        }
    }

    private static string Anchor(string heading) => NoAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"```[a-z]*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?:^|[\s|;(=])payswitch +([a-z].*)$")]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+[#|>&].*$")]
    private static partial Regex Comment();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();

    [GeneratedRegex("`payswitch ([a-z][^`]*)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("runbook: (.*)")]
    private static partial Regex Runbook();

    [GeneratedRegex(@"`((?:deploy|src|docs|tests)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex NamedFile();
}
