namespace PodMirror.Spans;

/// <summary>
/// The words by which names and texts tell what a value is, without separators and accents ("é" is no letter here: "secu" and "scu").
/// </summary>
internal static class ContextWords
{
    /// <summary>Words that count wherever they stand in a name: nothing else holds them.</summary>
    internal static readonly (ValueContext Context, string Words)[] Anywhere =
    [
        (ValueContext.Card, "creditcard debitcard cardnumber cardnum cardno ccnumber ccnum paymentcard bankcard cardpan primaryaccountnumber "
            + "kreditkarte kartennummer cartebancaire numerocarte tarjeta cartao numerodacarta numerkarty"),
        (ValueContext.Phone, "phone telefon telefono telephone telefone cellular whatsapp msisdn mobilenumber mobileno handynummer "
            + "rufnummer numertelefonu"),
        (ValueContext.Ssn, "socialsecurity ssnumber ssnum"),
        (ValueContext.Nhs, "nhsnumber nhsno nationalhealth"),
        (ValueContext.Sin, "socialinsurance assurancesociale sinnumber"),
        (ValueContext.Cpf, "cadastrodepessoasfisicas"),
        (ValueContext.Cnpj, "cnpj"),
        (ValueContext.Aadhaar, "aadhaar aadhar uidai"),
        (ValueContext.Nir, "insee securitesociale scuritsociale numerosecu numsecu cartevitale"),
        (ValueContext.SteuerId, "steuerid steueridnr steueridentifikationsnummer steuernummer identifikationsnummer taxiddeutschland"),
        (ValueContext.Pesel, "pesel"),
        (ValueContext.Bsn, "burgerservicenummer sofinummer bsnnummer"),
        (ValueContext.Personnummer, "personnummer samordningsnummer"),
        (ValueContext.Tfn, "taxfilenumber tfnnumber"),
        (ValueContext.Medicare, "medicarenumber medicarecard medicareno"),
        (ValueContext.BirthDate, "dateofbirth birthdate birthday datebirth geburtsdatum geburtstag fechanacimiento fechadenacimiento datenaissance "
            + "datedenaissance datanascimento datadenascimento datanascita datadinascita dataurodzenia geboortedatum fodelsedatum"),
        (ValueContext.AwsSecret, "awssecret secretaccesskey secretkey"),
        (ValueContext.Heroku, "heroku"),
        (ValueContext.Wallet, "walletaddress ethaddress btcaddress ethereumaddress bitcoinaddress cryptoaddress"),
        (ValueContext.Vin, "vehicleidentification vehicleid chassisnumber chassisno fahrgestellnummer vinnumber"),
        (ValueContext.Counted, "timestamp"),
        (ValueContext.NationalId, "nationalid nationalidentif citizenid personalid personalnumber governmentid taxpayerid taxidentification "
            + "identitynumber identificationnumber socialnumber"),
    ];

    /// <summary>Words that count only as whole words, as other words hold them too ("discard", "business").</summary>
    internal static readonly (ValueContext Context, string Words)[] Whole =
    [
        (ValueContext.Card, "card cards cc pan carta carte karte visa mastercard amex"),
        (ValueContext.Iban, "iban"),
        (ValueContext.Phone, "tel mobile cell fax handy movil celular mobil sms gsm landline"),
        (ValueContext.Ssn, "ssn ssns ss itin tin"),
        (ValueContext.Nhs, "nhs"),
        (ValueContext.Sin, "sin nas"),
        (ValueContext.Cpf, "cpf"),
        (ValueContext.Aadhaar, "uid"),
        (ValueContext.Nir, "nir secu scu nss"),
        (ValueContext.SteuerId, "idnr steuer stid"),
        (ValueContext.Bsn, "bsn sofi"),
        (ValueContext.Personnummer, "pnr personnr"),
        (ValueContext.Tfn, "tfn"),
        (ValueContext.Medicare, "medicare"),
        (ValueContext.BirthDate, "dob birth born bday"),
        (ValueContext.Wallet, "wallet eth ethereum btc bitcoin crypto payout"),
        (ValueContext.Vin, "vin chassis fahrgestell"),
        (ValueContext.NationalId, "nationalidnumber idnumber nin taxid taxnumber"),
        (ValueContext.Counted, "id ids uuid guid ts time date at on epoch created updated modified expires order orders invoice transaction txn "
            + "trace span request sequence seq offset cursor nonce version revision etag hash sku ean gtin upc isbn tracking amount price "
            + "total balance count counter size length bytes duration millis nanos micros ms ns us session snowflake message channel event "
            + "lat lng lon latitude longitude checksum build position partition random seed"),
    ];
}
