using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Privacy;

namespace PaymentSwitch.Storage.Events;

/// <content>The keys under which messages are sealed.</content>
internal sealed partial class FactReader
{
    private static PartyKeysAdopted KeysAdopted(StoredReader from, long atMs)
    {
        string keysId = "";
        while (from.Next())
        {
            if (from.Field == 1) keysId = from.Text();
            else from.Skip();
        }

        return new PartyKeysAdopted(atMs, keysId);
    }

    private PartyErased Erased(StoredReader from, long atMs)
    {
        ulong party = 0;
        OperatorAct? act = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: party = (ulong)from.Natural(); break;
                case 2: act = Act(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return new PartyErased(atMs, new PartyHandle(party), act ?? throw Missing(nameof(PartyErased), "act"));
    }
}
