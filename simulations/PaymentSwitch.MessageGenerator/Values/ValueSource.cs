using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>Adds a value, as drawn, to the text of a message in the making.</summary>
internal delegate void ValueSource(Draft draft);
