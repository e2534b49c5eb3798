using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>Why a tokeniser stopped.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Code">Its code, see <see cref="MessageErrorCodes"/>.</param>
/// <param name="Offset">Where, in bytes.</param>
/// <param name="Text">What was found and what was expected.</param>
internal sealed record XmlFault(MessageErrorKind Kind, string Code, int Offset, string Text);
