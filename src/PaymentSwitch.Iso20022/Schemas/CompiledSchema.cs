namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>The schema of one message definition, ready for use. Never changes.</summary>
/// <param name="Namespace">Its target namespace.</param>
/// <param name="MessageDefinition">The definition, which is the end of the namespace.</param>
/// <param name="File">Where it came from.</param>
/// <param name="Roots">The elements that it declares at the top, with the facts that are read of a message.</param>
/// <param name="Nested">The same without facts, for where they stand within another message, in supplementary data.</param>
/// <param name="Number">The number of its namespace in the catalogue.</param>
/// <param name="HasFacts">Whether what is read of its messages are facts, tied to the declarations; otherwise all elements are kept, to be looked up.</param>
internal sealed record CompiledSchema(string Namespace, string MessageDefinition, string File, ElementDeclaration[] Roots, ElementDeclaration[] Nested, int Number, bool HasFacts)
{
    /// <summary>The root element of this name; null for none.</summary>
    internal ElementDeclaration? Root(ReadOnlySpan<byte> name) => Named(Roots, name);

    /// <summary>The element of this name that may stand within another message; null for none.</summary>
    internal ElementDeclaration? Within(ReadOnlySpan<byte> name) => Named(Nested, name);

    private static ElementDeclaration? Named(ElementDeclaration[] declarations, ReadOnlySpan<byte> name)
    {
        ulong head = ElementDeclaration.HeadOf(name);
        foreach (ElementDeclaration declaration in declarations)
            if (declaration.IsNamed(name, head)) return declaration;
        return null;
    }
}
