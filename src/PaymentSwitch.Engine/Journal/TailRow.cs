using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine.Journal;

/// <summary>What one entity of another host has stored at once: facts, and what banks are told of them. Only payments and accounts are there.</summary>
/// <param name="Mark">Its place.</param>
/// <param name="Entity">Whose facts.</param>
/// <param name="FirstSequenceNr">The entity's how-many-th fact the first one is, counted from 1.</param>
/// <param name="Facts">The facts, in order; at least one.</param>
/// <param name="Deliveries">What is put into which mailbox, in order.</param>
public sealed record TailRow(
    TailMark Mark, EntityKey Entity, long FirstSequenceNr, IReadOnlyList<IDomainEvent> Facts, IReadOnlyList<TailDelivery> Deliveries);

/// <summary>A message for a participant's mailbox, whose place there is given to it when it is taken in.</summary>
/// <param name="Participant">Whose mailbox.</param>
/// <param name="FactIndex">The index of the fact it follows from.</param>
/// <param name="Kind">Which message.</param>
public readonly record struct TailDelivery(ParticipantId Participant, int FactIndex, DeliveryKind Kind);
