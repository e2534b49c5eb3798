namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>Where a value stands: the names of its element and of the two around it; of an attribute its own, then the element's.</summary>
internal readonly record struct Place(string Element, string Parent, string Grandparent, bool IsAttribute = false);
