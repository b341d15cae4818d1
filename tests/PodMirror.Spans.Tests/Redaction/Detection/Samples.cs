using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace PodMirror.Spans.Tests.Redaction.Detection;

/// <summary>Made-up sensitive values with right check digits, computed here by rules written down independently of the detectors.</summary>
internal static class Samples
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Digits by which a number is made right.</summary>
    public static string Digits(Random r, int count) => Of(r, "0123456789", count);

    /// <summary>Characters of an alphabet.</summary>
    public static string Of(Random r, string alphabet, int count) =>
        new([.. Enumerable.Range(0, count).Select(_ => alphabet[r.Next(alphabet.Length)])]);

    /// <summary>One of several.</summary>
    public static T Pick<T>(Random r, params T[] choices) => choices[r.Next(choices.Length)];

    /// <summary>A value of a kind and the name under which it stands.</summary>
    public static (string Name, string Text) Make(SensitiveKind kind, Random r) => kind switch
    {
        SensitiveKind.PaymentCard => Card(r),
        SensitiveKind.Iban => ("value", Iban(r)),
        SensitiveKind.Email => ("contact",
            $"{Of(r, "abcdefgh.xyz", 5)}k{r.Next(99)}@{Of(r, "abcdefgh", 6)}.{Pick(r, "com", "example", "co.uk", "museum")}"),
        SensitiveKind.Phone => Pick(r, ("to", "+49 30 " + Digits(r, 8)), ("x", $"+1{r.Next(2, 10)}{Digits(r, 2)}{r.Next(2, 10)}{Digits(r, 6)}"),
            ("mobilePhone", $"0{r.Next(100, 999)} {Digits(r, 7)}"), ("x", $"({r.Next(200, 999)}) {r.Next(200, 999)}-{Digits(r, 4)}")),
        SensitiveKind.UsSsn => Ssn(r),
        SensitiveKind.UkNhs => ("nhs_number", Group(Solve(r, 10, d => Weigh(d, 10) % 11 == 0, 9), Pick(r, "9,1", "3,3,4"))),
        SensitiveKind.UkNino => ("v", Pick(r, "AB{0}C", "JG{0}D", "AB {1}{2} {3}{4} {5}{6} A").Replace("{0}", Digits(r, 6)).Replace("{1}", "1")
            .Replace("{2}", Digits(r, 1)).Replace("{3}", "2").Replace("{4}", Digits(r, 1)).Replace("{5}", "3").Replace("{6}", Digits(r, 1))),
        SensitiveKind.CaSin => ("sin", Group("1" + Luhn(r, Digits(r, 7), "1"), Pick(r, "9", "3,3,3"))),
        SensitiveKind.BrCpf => Cpf(r),
        SensitiveKind.BrCnpj => Cnpj(r),
        SensitiveKind.InAadhaar => Pick(r, ("a", Group(Aadhaar(r), "4,4,4")), ("aadhaarNumber", Aadhaar(r))),
        SensitiveKind.InPan => ("v", Of(r, Upper, 3) + Of(r, "PCHF", 1) + Of(r, Upper, 1) + r.Next(1000, 9999) + Of(r, Upper, 1)),
        SensitiveKind.EsNif => ("v", Nif(r)),
        SensitiveKind.FrNir => ("numero_insee", Nir(r)),
        SensitiveKind.DeTaxId => ("steuerId", Steuer(r)),
        SensitiveKind.PlPesel => ("pesel", Pesel(r)),
        SensitiveKind.NlBsn => ("bsn", Solve(r, 9, d => (Weigh(d[..8], 9) - d[8]) % 11 == 0, 8)),
        SensitiveKind.SePersonnummer => ("v", Personnummer(r, $"{r.Next(10, 99)}0{r.Next(1, 10)}1{r.Next(0, 10)}")),
        SensitiveKind.DateOfBirth => (Pick(r, "dob", "birthDate", "date_of_birth"), Pick(r, "19{0}-0{1}-1{2}", "1{2}.0{1}.19{0}", "0{1}/1{2}/19{0}")
            .Replace("{0}", r.Next(10, 99).ToString(CultureInfo.InvariantCulture))
            .Replace("{1}", r.Next(1, 10).ToString(CultureInfo.InvariantCulture))
            .Replace("{2}", Digits(r, 1))),
        SensitiveKind.Jwt => ("t", Url64($$"""{"alg":"{{Pick(r, "HS256", "RS256", "none", "ES384")}}","typ":"JWT"}""")
            + "." + Url64($$"""{"sub":"{{r.Next()}}"}""")
            + "." + Of(r, Base62 + "-_", 43)),
        SensitiveKind.ApiKey => SampleKeys.Make(r),
        SensitiveKind.ItFiscalCode => ("v", FiscalCode(r)),
        SensitiveKind.AuTfn => ("tax_file_number", Group(Solve(r, 9, d => TfnSum(d) % 11 == 0, 8), Pick(r, "9", "3,3,3"))),
        SensitiveKind.AuMedicare => ("medicareNumber", Medicare(r)),
        SensitiveKind.IpAddress => ("v", Pick(
            r, $"10.{r.Next(256)}.{r.Next(256)}.{r.Next(1, 255)}", $"2001:db8::{r.Next(1, 0xffff):x}:{r.Next(0xffff):x}")),
        SensitiveKind.MacAddress => ("v", string.Join(':', Enumerable.Range(0, 6).Select(_ => $"{r.Next(256):x2}"))),
        SensitiveKind.PrivateKey => ("pem",
            $"-----BEGIN {Pick(r, "RSA ", "EC ", "", "OPENSSH ", "ENCRYPTED ")}PRIVATE KEY-----\n{Of(r, Base62, 200)}\n-----END X-----"),
        SensitiveKind.Credentials => ("log", Pick(
            r,
            "sent Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"u{r.Next(9)}:{Of(r, Base62, 8)}")),
            "Authorization: bearer " + Of(r, Base62, 24))),
        SensitiveKind.UrlUserInfo => ("dsn", $"postgres://app:{Of(r, Base62, 10)}@db.example:5432/x"),
        SensitiveKind.CryptoWallet => ("v", r.Next(2) == 0 ? "0x" + Of(r, "0123456789abcdef", 40) : Bitcoin(r)),
        SensitiveKind.Vin => ("vin", Of(r, "ABCDEFGHJKLMNPRSTUVWXYZ", 3) + Of(r, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 8) + Digits(r, 6)),
        _ => ("", ""),
    };

    private static (string, string) Card(Random r)
    {
        string prefix = Pick(r, "4", "51", "2221", "37", "6011", "3530", "62");
        string number = Luhn(r, Digits(r, (prefix == "37" ? 14 : 15) - prefix.Length), prefix, withPrefix: true);
        return Pick(r, ("card_number", number), ("value", Group(number, prefix == "37" ? "4,6,5" : "4,4,4,4", Pick(r, ' ', '-'))), ("value", number),
            ("note", $"paid with {number}, thanks"));
    }

    private static (string, string) Ssn(Random r)
    {
        string number = $"{r.Next(100, 600)}{r.Next(10, 99)}{r.Next(1000, 9999)}";
        return Pick(r, ("ssn", number), ("v", Group(number, "3,2,4", '-')), ("note", "SSN " + number));
    }

    private static (string, string) Cpf(Random r)
    {
        string n = Digits(r, 9);
        n += WeighDown(n, 10) % 11 < 2 ? 0 : 11 - (WeighDown(n, 10) % 11);
        n += WeighDown(n, 11) % 11 < 2 ? 0 : 11 - (WeighDown(n, 11) % 11);
        return Pick(r, ("cpf", n), ("v", $"{n[..3]}.{n[3..6]}.{n[6..9]}-{n[9..]}"));
    }

    private static (string, string) Cnpj(Random r)
    {
        string n = Of(r, r.Next(2) == 0 ? "0123456789" : "0123456789ABCXYZ", 12);
        for (int i = 0; i < 2; i++)
        {
            int sum = n.Reverse().Select((c, at) => (c - 48) * ((at % 8) + 2)).Sum() % 11;
            n += sum < 2 ? 0 : 11 - sum;
        }

        return n.Any(char.IsAsciiLetter) || r.Next(2) == 0 ? ("v", $"{n[..2]}.{n[2..5]}.{n[5..8]}/{n[8..12]}-{n[12..]}") : ("cnpj", n);
    }

    private static string Iban(Random r)
    {
        (string country, string bban) = Pick(
            r,
            ("DE", Digits(r, 18)),
            ("GB", "NWBK" + Digits(r, 14)),
            ("FR", Digits(r, 23)), ("NO", Digits(r, 11)), ("MT", "MALT" + Digits(r, 23)));
        string value = string.Concat((bban + country + "00").Select(
            c => char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        int check = 98 - (int)(BigInteger.Parse(value, CultureInfo.InvariantCulture) % 97);
        string iban = country + check.ToString("00", CultureInfo.InvariantCulture) + bban;
        return r.Next(2) == 0 ? iban : string.Join(' ', iban.Chunk(4).Select(c => new string(c)));
    }

    private static string Personnummer(Random r, string date) => date + "-" + Luhn(r, Digits(r, 3), date);

    private static string Nif(Random r)
    {
        int number = r.Next(10000000, 99999999);
        const string letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        int foreign = r.Next(1000000, 9999999);
        return Pick(r, $"{number}{letters[number % 23]}", $"{number}-{letters[number % 23]}", $"Y{foreign}{letters[(10000000 + foreign) % 23]}");
    }

    private static string Nir(Random r)
    {
        string n = $"{r.Next(1, 3)}{Digits(r, 2)}0{r.Next(1, 10)}{r.Next(10, 95)}{Digits(r, 6)}";
        n += (97 - (long.Parse(n, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture);
        return Group(n, Pick(r, "15", "1,2,2,2,3,3,2"));
    }

    private static string Steuer(Random r)
    {
        char[] ten = "1234567890".ToCharArray();
        r.Shuffle(ten);
        ten[r.Next(1, 9)] = ten[9];
        if (ten[0] == '0')
        {
            return Steuer(r);
        }

        int product = ten.Aggregate(10, (p, c) => ((c - '0' + p) % 10 is 0 ? 10 : (c - '0' + p) % 10) * 2 % 11);
        return Group(new string(ten) + ((11 - product) % 10), Pick(r, "11", "2,3,3,3"));
    }

    private static string Pesel(Random r)
    {
        string n = $"{Digits(r, 2)}0{r.Next(1, 10)}1{Digits(r, 5)}";
        return n + ((10 - (n.Select((c, i) => (c - '0') * (new[] { 1, 3, 7, 9 }[i % 4])).Sum() % 10)) % 10);
    }

    private static string Aadhaar(Random r)
    {
        // The dihedral group by its rule: rotations below 5, reflections above.
        static int Times(int a, int b) => a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 10) % 5;
        int[] step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        static int Power(int[] step, int times, int value) => times == 0 ? value : Power(step, times - 1, step[value]);
        return Solve(r, 12, d => d[0] > 1 && Enumerable.Range(0, 12).Aggregate(0, (c, i) => Times(c, Power(step, i % 8, d[11 - i]))) == 0, 11);
    }

    // The values of characters at odd places, as the decree of 23 December 1976 lists them, of 0 to 9 and A to Z.
    private static string FiscalCode(Random r)
    {
        int[] odd =
        [
            1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
        ];
        string code = Of(r, Upper, 6) + Digits(r, 2) + Of(r, "ABCDEHLMPRST", 1) + $"{r.Next(1, 32):00}" + Of(r, "ABCDEFGHILMZ", 1) + Digits(r, 3);
        if (r.Next(4) == 0)
        {
            // Of two persons with one code, one gets a letter for its last digit.
            code = code[..14] + "LMNPQRSTUV"[code[14] - '0'];
        }

        const string all = "0123456789" + Upper;
        int sum = code.Select((c, at) => at % 2 == 0 ? odd[all.IndexOf(c)] : char.IsAsciiDigit(c) ? c - '0' : c - 'A').Sum();
        return code + Upper[sum % 26];
    }

    private static int TfnSum(int[] digits) => digits.Zip([1, 4, 3, 7, 5, 8, 6, 9, 10], (digit, weight) => digit * weight).Sum();

    private static string Medicare(Random r)
    {
        string n = r.Next(2, 7) + Digits(r, 7);
        n += n.Zip("13791379", (digit, weight) => (digit - '0') * (weight - '0')).Sum() % 10;
        n += r.Next(1, 10);
        return Pick(r, n, $"{n[..4]} {n[4..9]} {n[9..]}", n + r.Next(1, 10));
    }

    private static string Bitcoin(Random r)
    {
        const string alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        byte[] payload = new byte[21];
        r.NextBytes(payload);
        payload[0] = 5;
        byte[] whole = [.. payload, .. SHA256.HashData(SHA256.HashData(payload))[..4]];
        var number = new BigInteger(whole, isUnsigned: true, isBigEndian: true);
        string text = "";
        for (; number > 0; number /= 58)
        {
            text = alphabet[(int)(number % 58)] + text;
        }

        return text;
    }

    private static string Luhn(Random r, string digits, string prefix, bool withPrefix = false)
    {
        _ = r;
        string all = prefix + digits;
        int sum = all.Reverse().Select((c, i) => i % 2 == 0 ? ((c - '0') * 2 / 10) + ((c - '0') * 2 % 10) : c - '0').Sum();
        return (withPrefix ? all : digits) + ((10 - (sum % 10)) % 10);
    }

    private static string Solve(Random r, int length, Func<int[], bool> isRight, int at)
    {
        while (true)
        {
            int[] digits = [.. Digits(r, length).Select(c => c - '0')];
            digits[0] = Math.Max(digits[0], 1);
            for (digits[at] = 0; digits[at] < 10; digits[at]++)
            {
                if (isRight(digits))
                {
                    return string.Concat(digits);
                }
            }
        }
    }

    private static int Weigh(int[] digits, int first) => digits.Select((d, i) => d * (first - i)).Sum();

    private static int WeighDown(string digits, int first) => digits.Select((c, i) => (c - '0') * (first - i)).Sum();

    private static string Group(string digits, string groups, char separator = ' ')
    {
        int at = 0;
        string[] sizes = groups == "9,1" ? [digits.Length.ToString(CultureInfo.InvariantCulture)] : groups.Split(',');
        return string.Join(separator, sizes.Select(size => digits[at..(at += int.Parse(size, CultureInfo.InvariantCulture))]));
    }

    private static string Url64(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
