using PaymentSwitch.Domain.Privacy;

namespace PaymentSwitch.Storage.Events;

/// <content>The keys under which messages are sealed.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, PrivacyEvent fact)
    {
        int start;
        switch (fact)
        {
            case PartyKeysAdopted e:
                start = into.Open(130);
                into.Text(1, e.KeysId);
                break;
            case PartyErased e:
                start = into.Open(131);
                into.Number(1, (long)e.Party.Value);
                Write(into, 2, e.Act);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }
}
