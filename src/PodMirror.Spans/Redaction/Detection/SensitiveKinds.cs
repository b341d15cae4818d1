using System.Text;

namespace PodMirror.Spans;

/// <summary>The kinds' names, as they stand in rules and attributes: lower case, words joined by underscores.</summary>
public static class SensitiveKinds
{
    /// <summary>Length of an array that has a place for each kind, <see cref="SensitiveKind.None"/> included.</summary>
    internal const int Count = (int)SensitiveKind.MacAddress + 1;

    /// <summary>The names that attributes have: of each kind, and of what is secret by its name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enumerable.Range(1, Count - 1).Select(kind => Encoding.ASCII.GetString(NameOf((SensitiveKind)kind))), "secret"];

    /// <summary>A kind's name; "none" of anything that is no kind.</summary>
    internal static ReadOnlySpan<byte> NameOf(SensitiveKind kind) => kind switch
    {
        SensitiveKind.PaymentCard => "payment_card"u8,
        SensitiveKind.Iban => "iban"u8,
        SensitiveKind.Email => "email"u8,
        SensitiveKind.Phone => "phone"u8,
        SensitiveKind.UsSsn => "us_ssn"u8,
        SensitiveKind.UkNhs => "uk_nhs"u8,
        SensitiveKind.UkNino => "uk_nino"u8,
        SensitiveKind.CaSin => "ca_sin"u8,
        SensitiveKind.BrCpf => "br_cpf"u8,
        SensitiveKind.BrCnpj => "br_cnpj"u8,
        SensitiveKind.InAadhaar => "in_aadhaar"u8,
        SensitiveKind.InPan => "in_pan"u8,
        SensitiveKind.EsNif => "es_nif"u8,
        SensitiveKind.ItFiscalCode => "it_fiscal_code"u8,
        SensitiveKind.FrNir => "fr_nir"u8,
        SensitiveKind.DeTaxId => "de_tax_id"u8,
        SensitiveKind.PlPesel => "pl_pesel"u8,
        SensitiveKind.NlBsn => "nl_bsn"u8,
        SensitiveKind.SePersonnummer => "se_personnummer"u8,
        SensitiveKind.AuTfn => "au_tfn"u8,
        SensitiveKind.AuMedicare => "au_medicare"u8,
        SensitiveKind.DateOfBirth => "date_of_birth"u8,
        SensitiveKind.Jwt => "jwt"u8,
        SensitiveKind.ApiKey => "api_key"u8,
        SensitiveKind.PrivateKey => "private_key"u8,
        SensitiveKind.Credentials => "credentials"u8,
        SensitiveKind.UrlUserInfo => "url_user_info"u8,
        SensitiveKind.CryptoWallet => "crypto_wallet"u8,
        SensitiveKind.Vin => "vin"u8,
        SensitiveKind.IpAddress => "ip_address"u8,
        SensitiveKind.MacAddress => "mac_address"u8,
        _ => "none"u8,
    };

    /// <summary>The kind of a name; <see cref="SensitiveKind.None"/> when there is none of that name.</summary>
    internal static SensitiveKind Parse(string name)
    {
        for (int kind = 1; kind < Count; kind++)
        {
            if (Ascii.Equals(NameOf((SensitiveKind)kind), name))
            {
                return (SensitiveKind)kind;
            }
        }

        return SensitiveKind.None;
    }
}
