using System.Reflection;
using System.Runtime.CompilerServices;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>No fact that moves money is left out of a statement, and each says what it was for.</summary>
public sealed class BookedFactTests
{
    public static TheoryData<Type> FactsThatBook() =>
        [.. typeof(AccountEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountEvent)) && !type.IsAbstract && Booking(type).DeclaringType == type)];

    [Theory]
    [MemberData(nameof(FactsThatBook))]
    public void Every_fact_that_books_is_a_movement_of_what_it_books_and_has_a_kind_of_its_own(Type type)
    {
        // Made without its constructor, because facts that are added later are to be tried too.
        var fact = (AccountEvent)RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo amount in type.GetProperties().Where(property => property.PropertyType == typeof(long) && property.Name.EndsWith("Minor", StringComparison.Ordinal)))
            amount.SetValue(fact, 7L);
        Assert.NotEqual(0, fact.Booking.AmountMinor);

        BookedFact booked = BookedFact.Of(fact);

        Assert.True(booked.IsMovement);
        Assert.Equal(fact.Booking.AmountMinor, booked.AmountMinor);
        Assert.NotEqual(MovementKind.Other, booked.Kind);
        Assert.InRange((int)booked.Kind, 1, byte.MaxValue);
    }

    [Fact]
    public void A_fact_without_a_kind_of_its_own_is_a_movement_all_the_same_and_one_that_books_nothing_is_none()
    {
        Assert.Equal(new BookedFact(-5, MovementKind.Other, null, null), BookedFact.Of(new FactToCome(1)));
        Assert.False(BookedFact.Of(new FundsReserved(1, default, 7)).IsMovement);
        Assert.False(BookedFact.Of(new AccountTermsSet(1, Domain.Schemes.SettlementModel.Gross, Cap.Unlimited, new OperatorAct("test"))).IsMovement);
    }

    private static PropertyInfo Booking(Type type) => type.GetProperty(nameof(AccountEvent.Booking))!;

    private sealed record FactToCome(long AtMs) : AccountEvent(AtMs)
    {
        public override Booking Booking => new(-5, TechnicalAccount.InTransit);
    }
}
