namespace PodMirror.Spans;

/// <summary>What a sensitive value is. docs/sensitive-data.md says how each is recognised. The values are not stable, the names are.</summary>
internal enum SensitiveKind : byte
{
    /// <summary>Nothing sensitive.</summary>
    None,

    /// <summary>Number of a payment card (ISO/IEC 7812; the networks' published ranges).</summary>
    PaymentCard,

    /// <summary>International Bank Account Number (ISO 13616, registry of SWIFT).</summary>
    Iban,

    /// <summary>Address of a mailbox (RFC 5321 section 4.1.2, as used).</summary>
    Email,

    /// <summary>Telephone number (ITU-T E.164; national forms by context).</summary>
    Phone,

    /// <summary>Social Security Number of the United States (SSA, randomisation of 2011).</summary>
    UsSsn,

    /// <summary>NHS number of England, Wales and the Isle of Man (NHS data dictionary).</summary>
    UkNhs,

    /// <summary>National Insurance number of the United Kingdom (HMRC, NIM39110).</summary>
    UkNino,

    /// <summary>Social Insurance Number of Canada (ESDC).</summary>
    CaSin,

    /// <summary>Brazil's register of natural persons (Receita Federal).</summary>
    BrCpf,

    /// <summary>Brazil's register of legal persons, also with letters as given out since 2026 (Receita Federal, IN 2229/2024).</summary>
    BrCnpj,

    /// <summary>Aadhaar number of India (UIDAI).</summary>
    InAadhaar,

    /// <summary>Permanent Account Number of India (Income Tax Department).</summary>
    InPan,

    /// <summary>Spain's DNI and NIE (Ministerio del Interior).</summary>
    EsNif,

    /// <summary>Italy's codice fiscale of a person (decree of 23 December 1976).</summary>
    ItFiscalCode,

    /// <summary>France's NIR, the number of social security (INSEE).</summary>
    FrNir,

    /// <summary>Germany's Steuer-Identifikationsnummer (section 139b AO).</summary>
    DeTaxId,

    /// <summary>Poland's PESEL (act on the population register).</summary>
    PlPesel,

    /// <summary>The Netherlands' burgerservicenummer (RvIG).</summary>
    NlBsn,

    /// <summary>Sweden's personnummer and samordningsnummer (Skatteverket).</summary>
    SePersonnummer,

    /// <summary>Tax File Number of Australia (ATO).</summary>
    AuTfn,

    /// <summary>Medicare card number of Australia (Services Australia).</summary>
    AuMedicare,

    /// <summary>Date of birth, by its name only.</summary>
    DateOfBirth,

    /// <summary>JSON Web Token, signed or encrypted (RFC 7515, RFC 7516, RFC 7519).</summary>
    Jwt,

    /// <summary>Key or token of a maker whose keys have a form of their own (the makers' documentation).</summary>
    ApiKey,

    /// <summary>Private key in a textual form (RFC 7468; OpenSSH, OpenPGP, PuTTY, age).</summary>
    PrivateKey,

    /// <summary>Credentials of the Basic and Bearer schemes in a text (RFC 7617, RFC 6750).</summary>
    Credentials,

    /// <summary>User and password in a URL (RFC 3986 section 3.2.1).</summary>
    UrlUserInfo,

    /// <summary>Address of a wallet (Base58Check, BIP 173, BIP 350, Ethereum).</summary>
    CryptoWallet,

    /// <summary>Vehicle identification number, by its name (ISO 3779).</summary>
    Vin,

    /// <summary>IPv4 or IPv6 address (RFC 791, RFC 4291). Off unless asked for: too common.</summary>
    IpAddress,

    /// <summary>IEEE 802 hardware address of 48 bits. Off unless asked for: too common.</summary>
    MacAddress,
}
