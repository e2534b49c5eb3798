using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>
/// Which accounts there can be: those of direct participants that have not left, in the currency of a scheme, under the terms
/// of how that scheme settles. What an account holds can always be taken out and closed, whatever has become of its owner.
/// </summary>
public static class AccountOwners
{
    /// <summary>Why nobody may ask this of such an account; <see cref="AccountReply.Done"/> where the account itself decides.</summary>
    /// <param name="account">The account, opened or not.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="owner">Whom the account belongs to; null where nobody of that name is enrolled.</param>
    /// <param name="schemes">The schemes as they are now.</param>
    public static AccountReply Check(Account account, AccountCommand command, Participant? owner, SchemeCatalogue schemes)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(schemes);
        // All else needs an account that was opened.
        if (command is not (SetAccountTerms or FundAccount { ComesBack: false })) return AccountReply.Done;
        if (command is FundAccount funding && account.HasBooked(funding.Reference)) return AccountReply.Done;
        if (schemes.Current.FirstOrDefault(scheme => scheme.Currency == account.Id.Currency) is not SchemeProfile scheme) return AccountReply.CurrencyNotSettled;
        if (owner is null) return AccountReply.OwnerNotEnrolled;
        if (owner.Role != ParticipantRole.Direct) return AccountReply.OwnerNotDirect;
        if (owner.Standing == ParticipantStanding.Closed) return AccountReply.OwnerClosed;
        if (command is not SetAccountTerms terms) return AccountReply.Done;
        if (terms.Model != scheme.SettlementModel) return AccountReply.ModelNotInScheme;
        // In gross settlement the balance pays; there is no cap that prefunding would have to cover.
        return terms.MustBePrefunded && scheme.SettlementModel != SettlementModel.DeferredNet ? AccountReply.ModelNotInScheme : AccountReply.Done;
    }
}
