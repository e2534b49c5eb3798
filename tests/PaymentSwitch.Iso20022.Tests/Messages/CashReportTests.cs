using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class CashReportTests : MessageContract<CashReport>
{
    protected override IReadOnlyList<string> Definitions { get; } = ["camt.052.001.08", "camt.053.001.08", "camt.054.001.08"];

    protected override IReadOnlyList<string> Kept { get; } =
    [
        "GrpHdr/MsgId", "Rpt/Id", "Stmt/Id", "Ntfctn/Id", "NtryRef", "Ntry/Amt", "Ntry/AcctSvcrRef", "Refs/UETR", "Refs/EndToEndId", "Refs/TxId", "Refs/InstrId",
        "TxDtls/Amt", "RtrInf/Rsn/Cd", "RmtInf/Ustrd", "CdtrRefInf/Ref", "Bal/Amt", "Ntry/BkTxCd/Domn/Fmly/SubFmlyCd", "TxDtls/BkTxCd/Domn/Fmly/SubFmlyCd", "BookgDt/Dt", "ValDt/Dt", "BookgDt/DtTm", "ValDt/DtTm",
    ];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]> { ["AccountReport.CopyDuplicate"] = ["CODU", "COPY", "DUPL"] };

    protected override int SamplesMin => 20;

    protected override int FullRounds => 2;

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, CashReport content, string definition) => CashReportWriter.Write(output, header, content);

    protected override CashReport Fit(CashReport content, string definition)
    {
        CashReportKind kind = Enum.GetValues<CashReportKind>().Single(kind => CashReportWriter.DefinitionOf(kind) == definition);
        return content with
        {
            Kind = kind,
            Accounts = [.. content.Accounts.Select(account => account with
            {
                Balances = kind == CashReportKind.Notification ? []
                    : account.Balances.Count == 0 ? [new ReportedBalance(new BalanceType(new CodeText("CLBD")), new AmountText("0", "EUR"), IsCredit: true, "2026-11-21")]
                    : account.Balances,
            })],
        };
    }

    [Fact]
    public void A_statement_needs_a_balance_and_a_notification_has_no_room_for_one()
    {
        CashReport statement = Fit(new RandomContent(5, Choices).Of<CashReport>(), "camt.053.001.08");
        CashReport bare = statement with { Accounts = [.. statement.Accounts.Select(account => account with { Balances = [] })] };
        Assert.Throws<ArgumentException>(() => Examples.Written(output => CashReportWriter.Write(output, null, bare)));
        Assert.Throws<ArgumentException>(() => Examples.Written(output => CashReportWriter.Write(output, null, statement with { Kind = CashReportKind.Notification })));
        Assert.NotEmpty(Examples.Written(output => CashReportWriter.Write(output, null, bare with { Kind = CashReportKind.Report })));
    }
}
