namespace PodMirror.Spans;

/// <summary>What the name of a value, or the words before it, say that it is. Words that mean several things set several bits.</summary>
[Flags]
internal enum ValueContext
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A payment card's number.</summary>
    Card = 1 << 0,

    /// <summary>An account number.</summary>
    Iban = 1 << 1,

    /// <summary>A telephone number.</summary>
    Phone = 1 << 2,

    /// <summary>A social security number of the United States.</summary>
    Ssn = 1 << 3,

    /// <summary>An NHS number.</summary>
    Nhs = 1 << 4,

    /// <summary>A social insurance number of Canada.</summary>
    Sin = 1 << 5,

    /// <summary>A CPF.</summary>
    Cpf = 1 << 6,

    /// <summary>A CNPJ.</summary>
    Cnpj = 1 << 7,

    /// <summary>An Aadhaar number.</summary>
    Aadhaar = 1 << 8,

    /// <summary>A French NIR.</summary>
    Nir = 1 << 9,

    /// <summary>A German tax identification number.</summary>
    SteuerId = 1 << 10,

    /// <summary>A PESEL.</summary>
    Pesel = 1 << 11,

    /// <summary>A Dutch BSN.</summary>
    Bsn = 1 << 12,

    /// <summary>A Swedish personnummer.</summary>
    Personnummer = 1 << 13,

    /// <summary>An Australian tax file number.</summary>
    Tfn = 1 << 14,

    /// <summary>An Australian Medicare number.</summary>
    Medicare = 1 << 15,

    /// <summary>A date of birth.</summary>
    BirthDate = 1 << 16,

    /// <summary>A secret access key of AWS.</summary>
    AwsSecret = 1 << 17,

    /// <summary>An API key of Heroku, which is a UUID.</summary>
    Heroku = 1 << 18,

    /// <summary>A wallet's address.</summary>
    Wallet = 1 << 19,

    /// <summary>A vehicle identification number.</summary>
    Vin = 1 << 20,

    /// <summary>Something that is counted, measured or numbered through: speaks against cards and telephone numbers.</summary>
    Counted = 1 << 21,

    /// <summary>A number that a state gives to persons or firms, of whatever state.</summary>
    NationalId = Ssn | Nhs | Sin | Cpf | Cnpj | Aadhaar | Nir | SteuerId | Pesel | Bsn | Personnummer | Tfn | Medicare,
}
