using System.Text.RegularExpressions;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Operations.Commands;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Tests;

/// <summary>Every reply of the domain that is a refusal has a code and a sentence of its own.</summary>
public sealed partial class RefusalTests
{
    private static readonly ParticipantId Bank = new("ALPHDEFFXXX");
    private static readonly Uetr Transfer = Uetr.Parse("b1f2a3c4-d5e6-4789-8abc-def012345678");

    [Fact]
    public void Every_reply_has_a_code_and_a_sentence()
    {
        Refused[] all =
        [
            .. Of<AccountReply>(reply => Refusals.Of(reply, new AccountId(Bank, Currency.Of("EUR")))),
            .. Of<CycleReply>(reply => Refusals.Of(reply, new CycleId("fps", 7))),
            .. Of<ParticipantReply>(reply => Refusals.Of(reply, Bank)),
            .. Of<ApprovalReply>(reply => Refusals.Of(reply, 7)),
            .. Of<SchemeReply>(reply => Refusals.Of(reply, "fps")),
            .. Of<LiquidityReply>(reply => Refusals.Of(reply, Transfer)),
            .. Of<PrivacyReply>(reply => Refusals.Of(reply, new PartyHandle(7))),
        ];
        Assert.Distinct(all.Select(refused => refused.Code));
        Assert.Distinct(all.Select(refused => refused.Text));
        Assert.All(all, refused =>
        {
            Assert.Matches(CodeForm(), refused.Code);
            Assert.InRange(refused.Text.Length, 15, 220);
            Assert.EndsWith(".", refused.Text);
            Assert.Contains(refused.Status, new[] { 400, 403, 404, 409 });
            Assert.Equal(refused.Status == 400 ? OperatorExitCode.WrongUsage : OperatorExitCode.Refused, refused.ExitCode);
        });
    }

    [Theory]
    // reply, code
    [InlineData(CycleReply.NotOpen, "cycle.not-open")]
    [InlineData(CycleReply.Unknown, "cycle.unknown")]
    [InlineData(CycleReply.SettledAlready, "cycle.settled-already")]
    public void A_code_is_the_thing_and_the_reply(CycleReply reply, string code) => Assert.Equal(code, Refusals.Of(reply, new CycleId("fps", 7)).Code);

    [Fact]
    public void What_was_done_is_no_refusal() => Assert.Throws<ArgumentOutOfRangeException>(() => Refusals.Of(CycleReply.Done, new CycleId("fps", 7)));

    private static IEnumerable<Refused> Of<TReply>(Func<TReply, Refused> words)
        where TReply : struct, Enum =>
        Enum.GetValues<TReply>().Where(reply => Convert.ToInt32(reply, System.Globalization.CultureInfo.InvariantCulture) != 0).Select(words);

    [GeneratedRegex("^(account|cycle|participant|approval|scheme|liquidity|privacy)\\.[a-z]+(-[a-z]+)*$")]
    private static partial Regex CodeForm();
}
