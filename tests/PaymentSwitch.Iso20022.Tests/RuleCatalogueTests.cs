using System.Globalization;
using System.Reflection;
using System.Text;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The catalogue says what the code does: every entry is held against examples, and every answer against its entry.</summary>
public sealed class RuleCatalogueTests
{
    private const string WriteVariable = "PAYMENTSWITCH_GOLDEN";

    public static TheoryData<string, string> Broken() => Names(example => example.Subject >= 0);

    public static TheoryData<string, string> Kept() => Names(example => example.Subject < 0);

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_breaks_a_rule_is_answered_as_the_catalogue_says(string rule, string name)
    {
        RuleExample example = Example(rule, name);
        RuleSubject subject = RuleCatalogue.All.Single(entry => entry.Id == rule).Subjects[example.Subject];
        RuleAnswer[] answers = [.. example.Answers()];
        Assert.Contains(answers, answer =>
            answer.Code == subject.CodeIn(Examples.AllRules) && IsAtOrBelow(answer.Path, subject.ElementPath) && (answer.Rule ?? rule) == rule);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_keeps_a_rule_is_not_answered_by_it(string rule, string name)
    {
        IReadOnlyList<RuleSubject> subjects = RuleCatalogue.All.Single(entry => entry.Id == rule).Subjects;
        Assert.DoesNotContain(Example(rule, name).Answers(), answer => answer.Rule is not null
            ? answer.Rule == rule
            : subjects.Any(subject => answer.Code == subject.CodeIn(Examples.AllRules) && IsAtOrBelow(answer.Path, subject.ElementPath)));
    }

    [Fact]
    public void Every_rule_has_an_example_that_keeps_it_and_one_that_breaks_each_of_its_subjects()
    {
        IEnumerable<string> expected = RuleCatalogue.All.SelectMany(rule => Enumerable.Range(-1, rule.Subjects.Count + 1).Select(subject => $"{rule.Id} {subject}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), RuleExamples.All.Select(example => $"{example.Rule} {example.Subject}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_that_is_written_is_in_the_catalogue_once()
    {
        string[] written = [.. typeof(Rule).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsAssignableTo(typeof(Rule)))
            .Select(field => ((Rule)field.GetValue(null)!).Id)];
        Assert.Equal(written.Order(StringComparer.Ordinal), RuleCatalogue.All.Select(rule => rule.Id).Order(StringComparer.Ordinal));
        Assert.Equal(written.Length, written.Distinct().Count());
    }

    [Fact]
    public void Every_refusal_leads_back_to_one_rule()
    {
        foreach (Refusal refusal in Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None))
            Assert.Single(RuleCatalogue.All, rule => rule.Subjects.Any(subject => subject.Refusal == refusal));
        foreach (string code in RuleCatalogue.All.SelectMany(rule => rule.Subjects).Select(subject => subject.ErrorCode).OfType<string>().Distinct())
            Assert.Single(RuleCatalogue.All, rule => rule.Subjects.Any(subject => subject.ErrorCode == code));
        Assert.Null(RuleCatalogue.Of(MessageErrorCodes.Schema));
    }

    [Fact]
    public void Every_rule_that_a_profile_can_list_is_in_the_catalogue_under_its_name()
    {
        SchemeProfile bare = Examples.AllRules with { Rules = System.Collections.Frozen.FrozenSet<SchemeRule>.Empty };
        foreach (SchemeRule rule in Enum.GetValues<SchemeRule>())
        {
            Rule entry = Assert.Single(RuleCatalogue.All, entry => entry.Id == rule.ToString());
            Assert.Equal("rules", entry.Switch.Key);
            Assert.True(entry.IsOn(Examples.AllRules));
            Assert.False(entry.IsOn(bare));
            Assert.DoesNotContain(entry, RuleCatalogue.PackOf(bare));
        }

        Assert.Equal(Enum.GetValues<SchemeRule>().Length, RuleCatalogue.All.Count(entry => entry.Switch.Key == "rules"));
    }

    [Theory]
    [InlineData("pacs.008.001.08")]
    [InlineData("pacs.008.001.10")]
    [InlineData("pacs.008.001.12")]
    public void A_rule_is_the_same_in_every_version_of_a_message(string definition)
    {
        CreditTransferMessage message = Examples.With("SLEV", "SHAR") with { MessageDefinition = definition, EndToEndId = "//" };
        CreditTransferInterpretation result = CreditTransferRules.Interpret(message, SchemeProfileReader.BuiltIn("sct-inst"), Examples.NowMs);
        Assert.Equal([Refusal.ReferenceMalformed, Refusal.ChargeBearerWrong], result.Violations.Select(violation => violation.Refusal));
        Assert.Equal(definition, result.Transfer!.MessageDefinition);
    }

    [Fact]
    public void Rules_cost_no_memory_where_nothing_is_wrong()
    {
        CreditTransferMessage message = Examples.With("Jean &amp; Söhne &lt;GmbH&gt;", "Jean") with { TextsBeyondLatin = [] };
        // Before a method is compiled for speed, its vectors may be boxed: what counts is what it comes to.
        long allocated = long.MaxValue;
        for (int round = 0; round < 600 && allocated > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 200; i++) Check();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > 0) Thread.Sleep(50);
        }

        Assert.Equal(0, allocated);

        void Check()
        {
            var facts = new CreditTransferFacts(message, Examples.AllRules, Examples.NowMs);
            var found = default(ViolationList);
            foreach (CreditTransferRule rule in RuleCatalogue.CreditTransfer)
            {
                if (rule.IsOn(Examples.AllRules)) rule.Check(facts, ref found);
            }

            if (found.ToList().Count > 0 || SenderRules.Check(message, Examples.Parties) is not null) throw new InvalidOperationException("The message breaks a rule.");
            if (HeaderRules.Check(message, Examples.AllRules, Examples.Parties).Count > 0) throw new InvalidOperationException("The header breaks a rule.");
        }
    }

    [Fact]
    public void Every_sentence_says_in_short_what_is_expected_and_why()
    {
        Assert.All(RuleCatalogue.All, rule =>
        {
            Assert.InRange(rule.Sentence.Length, 40, 220);
            Assert.EndsWith(".", rule.Sentence);
            Assert.NotEmpty(rule.Source);
            Assert.NotEmpty(rule.Subjects);
        });
    }

    [Fact]
    public void The_page_of_rules_is_what_the_catalogue_says()
    {
        string? root = RepositoryRoot();
        Assert.SkipWhen(root is null, "The tests run outside the repository.");
        string file = Path.Combine(root!, "docs", "rules.md");
        string expected = Page();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "write") File.WriteAllText(file, expected);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == expected,
            $"docs/rules.md is not what the catalogue says. Run these tests with {WriteVariable}=write once, and read what was written.");
    }

    private static string Page()
    {
        SchemeProfile[] profiles = [.. SchemeProfileReader.Names.Select(SchemeProfileReader.BuiltIn)];
        var page = new StringBuilder("""
            # The rules beyond the schema

            What a message must keep to besides its schema. A rule has a name that never changes; answers to `POST /v1/validate` and
            `payswitch validate` carry it. Each element has the code that a bank is answered where the rule does not hold there: a status
            reason of pacs.002 RJCT, which a profile may overrule (`reasonCodes`), or, in capitals with more than four letters, the code of
            an admi.002. `AG01` of InstructingAgentIsSender is answered by 403. Elements below the one named are meant as well.

            **Checked**: by the message alone; by the clock too; by who the sender proved to be; or by what only the switch knows, which is
            the one thing that validating a message beforehand leaves out.

            **Switched on**: `always`, where the switch could not do without; `rules`, where the profile lists the rule; `rules (X)`, where it
            lists X, which is the same for payments; or by the key that is named. The last column has the built-in profiles in which it is on. A profile is data: docs/configuration.md says how to use one
            of your own.

            This page is made from the catalogue in the code (`src/PaymentSwitch.Iso20022/Rules`), and a test keeps it so.

            | rule | element: code | what must hold, and why | source | checked by | switched on by | profiles |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (Rule rule in RuleCatalogue.All)
        {
            string subjects = string.Join("<br>", rule.Subjects.Select(subject => $"{Element(subject.ElementPath)}: {CodesOf(subject, profiles)}"));
            string on = profiles.All(rule.IsOn) ? "all" : string.Join(", ", profiles.Where(rule.IsOn).Select(profile => profile.Name));
            page.Append(CultureInfo.InvariantCulture,
                $"| {rule.Id} | {subjects} | {rule.Sentence} | {rule.Source} | {rule.Scope.ToString().ToLowerInvariant()} | {rule.Switch.Key} | {(on.Length == 0 ? "none" : on)} |\n");
        }

        return page.ToString();
    }

    private static string Element(string? path) => path is null ? "the payment" : $"`{path.Replace("/Document/", "", StringComparison.Ordinal)}`";

    private static string CodesOf(RuleSubject subject, SchemeProfile[] profiles)
    {
        string usual = subject.ErrorCode ?? StatusReasons.MeaningOf(subject.Refusal).Code;
        IEnumerable<string> others = profiles.Where(profile => subject.CodeIn(profile) != usual).Select(profile => $"{subject.CodeIn(profile)} in {profile.Name}");
        return string.Join(", ", others.Prepend(usual));
    }

    private static string? RepositoryRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) at = at.Parent;
        return at?.FullName;
    }

    private static bool IsAtOrBelow(string? path, string? subject) =>
        subject is null ? path is null : path is not null && (path == subject || path.StartsWith(subject + "/", StringComparison.Ordinal));

    private static RuleExample Example(string rule, string name) => RuleExamples.All.Single(example => example.Rule == rule && example.Name == name);

    private static TheoryData<string, string> Names(Func<RuleExample, bool> isWanted)
    {
        var names = new TheoryData<string, string>();
        foreach (RuleExample example in RuleExamples.All.Where(isWanted)) names.Add(example.Rule, example.Name);
        return names;
    }
}
