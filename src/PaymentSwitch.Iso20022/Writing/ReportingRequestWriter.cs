using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes account reporting requests (camt.060.001.05). The same arguments give the same bytes.</summary>
public static class ReportingRequestWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.060.001.05";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, ReportingRequest content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("AcctRptgReq"))
        {
            using (xml.In("GrpHdr"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
                xml.PartyOrAgent("MsgSndr", content.Sender);
            }

            DocumentOutput.RequireAny("RptgReq", content.Requests.Count);
            foreach (RequestedReport request in content.Requests) Write(xml, request);
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, RequestedReport request)
    {
        using (xml.In("RptgReq"))
        {
            xml.Id("Id", request.Id);
            xml.Id("ReqdMsgNmId", request.RequestedDefinition);
            xml.Account("Acct", request.Account);
            xml.PartyOrAgent("AcctOwnr", request.Owner);
            xml.Agent("AcctSvcr", request.Servicer);
            Write(xml, request.Period);
            xml.Sequence("RptgSeq", request.Sequence);
            if (request.Entries is { } entries)
            {
                using (xml.In("ReqdTxTp"))
                {
                    xml.Code("Sts", entries.Status);
                    xml.IsCredit(entries.IsCredit);
                }
            }

            foreach (BalanceType balance in request.Balances) xml.BalanceType("ReqdBalTp", balance);
        }
    }

    private static void Write(DocumentOutput xml, ReportingPeriod? period)
    {
        if (period is null) return;
        using (xml.In("RptgPrd"))
        {
            using (xml.In("FrToDt"))
            {
                xml.Day("FrDt", period.FromDate);
                xml.Day("ToDt", period.ToDate);
            }

            if (period.FromTime is not null)
            {
                using (xml.In("FrToTm"))
                {
                    xml.TimeOfDay("FrTm", period.FromTime);
                    xml.TimeOfDay("ToTm", period.ToTime);
                }
            }

            xml.Text("Tp", period.Type, 4);
        }
    }
}
