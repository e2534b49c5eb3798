using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>How far the validation of an open element has come.</summary>
internal struct ElementFrame
{
    /// <summary>What it is; null where it is not checked.</summary>
    internal ElementDeclaration? Declaration;

    /// <summary>What may be in it; null where it is not checked.</summary>
    internal TypeDefinition? Type;

    /// <summary>The state of the elements in it.</summary>
    internal int State;

    /// <summary>How it is checked.</summary>
    internal ElementCheck Check;

    /// <summary>Whether it said <c>xsi:nil</c>: then nothing may be in it.</summary>
    internal bool IsNil;

    /// <summary>Whether an error in its text has been reported already.</summary>
    internal bool HasWrongText;

    /// <summary>Which of its like it is among its siblings, counted from 1.</summary>
    internal int Ordinal;

    /// <summary>The last element that began in it.</summary>
    internal ElementDeclaration? LastChild;

    /// <summary>Which of its like that was.</summary>
    internal int LastChildOrdinal;
}

/// <summary>How an element is checked.</summary>
internal enum ElementCheck
{
    /// <summary>Against its declaration.</summary>
    Declared = 0,

    /// <summary>It is not declared and stands where that is allowed; what is in it is checked where it is declared.</summary>
    Lax = 1,

    /// <summary>Not at all, nor what is in it.</summary>
    Skipped = 2,
}
