using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class AccountAnswerTests : MessageContract<AccountAnswer>
{
    protected override IReadOnlyList<string> Definitions { get; } = [AccountAnswerWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["MsgHdr/MsgId", "MulBal/Amt", "IBAN"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>
    {
        ["CurrentBalance.Status"] = ["PDNG", "STLD"],
    };

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, AccountAnswer content, string definition) =>
        AccountAnswerWriter.Write(output, header, content);

    protected override AccountAnswer Fit(AccountAnswer content, string definition)
    {
        if (content.Accounts.Count == 0)
            return content.OperationalErrors.Count > 0 ? content : content with { OperationalErrors = [new QueryError(new CodeText("X050"), null)] };
        return content with
        {
            OperationalErrors = [],
            Accounts = [.. content.Accounts.Select(account => account.Errors.Count == 0 ? account : new AccountState { Account = account.Account, Errors = account.Errors })],
        };
    }

    [Fact]
    public void An_answer_has_either_accounts_or_errors()
    {
        var header = new AnswerHeader { MessageId = "A" };
        Assert.Throws<ArgumentException>(() => Examples.Written(output => AccountAnswerWriter.Write(output, null, new AccountAnswer { Header = header })));
        Assert.Throws<ArgumentException>(() => Examples.Written(output => AccountAnswerWriter.Write(output, null, new AccountAnswer
        {
            Header = header,
            Accounts = [new AccountState { Account = new AccountNumber("1", IsIban: false) }],
            OperationalErrors = [new QueryError(new CodeText("X050"), null)],
        })));
    }
}
