namespace PodMirror.Spans;

/// <summary>The written forms of numbers, by the digits of their first group. A longer form comes before one that it begins with.</summary>
internal static class NumberPatterns
{
    /// <summary>Digits of the longest first group.</summary>
    internal const int MaxFirstGroup = 8;

    private static readonly NumberPattern[][] ByFirstGroup = Build(
    [
        new("0000_0000_0000_0000_000", SensitiveKind.PaymentCard),
        new("0000_0000_0000_0000", SensitiveKind.PaymentCard),
        new("0000_000000_00000", SensitiveKind.PaymentCard),
        new("0000_000000_0000", SensitiveKind.PaymentCard),
        new("0000_0000_0000", SensitiveKind.InAadhaar),
        new("000-00-0000", SensitiveKind.UsSsn),
        new("000 00 0000", SensitiveKind.UsSsn, ValueContext.Ssn),
        new("000-000-000", SensitiveKind.CaSin),
        new("000 000 000", SensitiveKind.CaSin, ValueContext.Sin),
        new("000 000 000", SensitiveKind.AuTfn, ValueContext.Tfn),
        new("000_000_0000", SensitiveKind.UkNhs, ValueContext.Nhs),
        new("0000_00000_0", SensitiveKind.AuMedicare, ValueContext.Medicare),
        new("000.000.000-00", SensitiveKind.BrCpf),
        new("AA.AAA.AAA/AAAA-00", SensitiveKind.BrCnpj),
        new("00 000 000 000", SensitiveKind.DeTaxId),
        new("0 00 00 00 000 000 00", SensitiveKind.FrNir),
        new("000000-0000", SensitiveKind.SePersonnummer),
        new("000000+0000", SensitiveKind.SePersonnummer),
        new("00000000-0000", SensitiveKind.SePersonnummer),
    ]);

    /// <summary>The forms whose first group has so many digits.</summary>
    internal static ReadOnlySpan<NumberPattern> Of(int firstGroup) => firstGroup <= MaxFirstGroup ? ByFirstGroup[firstGroup] : [];

    private static NumberPattern[][] Build(NumberPattern[] all) =>
        [.. Enumerable.Range(0, MaxFirstGroup + 1).Select(digits => all.Where(pattern => pattern.FirstGroup == digits).ToArray())];
}
