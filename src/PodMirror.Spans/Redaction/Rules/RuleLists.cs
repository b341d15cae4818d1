namespace PodMirror.Spans;

/// <summary>What a set of rules is made from: what the user adds to the built-in names, and takes away.</summary>
internal sealed class RuleLists
{
    /// <summary>Names whose values are hidden, where, and how when not as all names are.</summary>
    internal List<(string Name, NamePlaces Places, RedactionMode? Mode)> Secret { get; } = [];

    /// <summary>Names whose values are shown.</summary>
    internal List<(string Name, NamePlaces Places)> Allowed { get; } = [];

    internal List<(JsonPath Path, RedactionMode? Mode)> SecretPaths { get; } = [];

    internal List<JsonPath> AllowedPaths { get; } = [];

    /// <summary>Kinds that are looked for.</summary>
    internal SensitiveKindSet Kinds { get; set; } = SensitiveKindSet.Default;

    /// <summary>How each kind is hidden.</summary>
    internal RedactionMode[] KindModes { get; } = KindDefaults();

    /// <summary>How values are hidden that are secret by name or path.</summary>
    internal RedactionMode NamesMode { get; set; } = RedactionMode.Drop;

    /// <summary>Whether of bodies only the types of their values leave.</summary>
    internal bool TypesOnly { get; set; }

    /// <summary>The key of <see cref="RedactionMode.Hash"/>.</summary>
    internal byte[]? HashKey { get; set; }

    // The last four tell a person which card, account or mailbox it was, and nobody else anything; they are what receipts print.
    private static RedactionMode[] KindDefaults()
    {
        var modes = new RedactionMode[SensitiveKinds.Count];
        foreach (SensitiveKind kind in (ReadOnlySpan<SensitiveKind>)
            [SensitiveKind.PaymentCard, SensitiveKind.Iban, SensitiveKind.Email, SensitiveKind.Phone])
        {
            modes[(int)kind] = RedactionMode.Mask;
        }

        return modes;
    }
}
