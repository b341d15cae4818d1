using System.Globalization;
using System.Text;
using System.Text.Json;
using PodMirror.Spans.Tests.Redaction.Detection;

namespace PodMirror.Spans.Tests;

/// <summary>A value that must not leave, and the name under which it stands.</summary>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Name">A key that programs use for it.</param>
/// <param name="Value">The value.</param>
/// <param name="IsPlain">Whether it is known by its looks alone, wherever it stands.</param>
internal sealed record SeededSecret(string Kind, string Name, string Value, bool IsPlain)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // Kinds whose values the detectors' own tests make, with names such as people use, or with none that says anything.
    private static readonly SensitiveKind[] Sampled =
    [
        SensitiveKind.UkNhs, SensitiveKind.UkNino, SensitiveKind.CaSin, SensitiveKind.BrCnpj, SensitiveKind.InAadhaar, SensitiveKind.InPan,
        SensitiveKind.EsNif, SensitiveKind.FrNir, SensitiveKind.DeTaxId, SensitiveKind.PlPesel, SensitiveKind.NlBsn, SensitiveKind.SePersonnummer,
        SensitiveKind.DateOfBirth, SensitiveKind.CryptoWallet, SensitiveKind.Vin, SensitiveKind.ApiKey,
    ];

    /// <summary>Values of 38 forms and 27 kinds, the same number of each form.</summary>
    internal static IEnumerable<SeededSecret> All(int each)
    {
        var random = new Random(20260101);
        for (int i = 0; i < each; i++)
        {
            foreach (SensitiveKind kind in Sampled)
            {
                (string name, string value) = Samples.Make(kind, random);
                yield return new(Encoding.ASCII.GetString(SensitiveKinds.NameOf(kind)), name, value, name.Length == 1);
            }

            yield return new("secret", "user_password", "pw" + Text(random, 14), false);
            yield return new("secret", "clientSecret", Text(random, 24), false);
            yield return new("secret", "session_id", Text(random, 32), false);
            yield return new("secret", "refresh-token", Text(random, 40), false);
            yield return new("payment_card", "card_number", Card(random), false);
            yield return new("iban", "iban", Iban(random), true);
            yield return new("email", "contact", Text(random, 8) + "@mail.example.org", true);
            yield return new("phone", "phone", "+49151" + Digits(random, 8), true);
            yield return new("us_ssn", "ssn", $"{random.Next(100, 600)}-{random.Next(10, 99)}-{random.Next(1000, 9999)}", false);
            yield return new("br_cpf", "cpf", Cpf(random), true);
            yield return new("jwt", "value", $"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0{Text(random, 8)}.{Text(random, 43)}", true);
            yield return new("api_key", "value", "AKIA" + Text(random, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), true);
            yield return new("api_key", "value", "ghp_" + Text(random, 36), true);
            yield return new("api_key", "value", $"xoxb-{Digits(random, 12)}-{Digits(random, 12)}-{Text(random, 24)}", true);
            yield return new("api_key", "value", "sk_live_" + Text(random, 24), true);
            yield return new("api_key", "value", "AIza" + Text(random, 35), true);
            yield return new("api_key", "value", "glpat-" + Text(random, 20), true);
            yield return new("api_key", "value", "npm_" + Text(random, 36), true);
            yield return new("api_key", "value", $"SG.{Text(random, 22)}.{Text(random, 43)}", true);
            yield return new("credentials", "value", "Bearer " + Text(random, 32), true);
            yield return new("url_user_info", "value", $"postgres://user:{Text(random, 16)}@db.example:5432/x", true);
            yield return new("private_key", "value",
                $"-----BEGIN PRIVATE KEY-----\n{Text(random, 64)}\n{Text(random, 64)}\n-----END PRIVATE KEY-----", true);
        }
    }

    /// <summary>How it may stand in a text: as it is, encoded, escaped; of several lines the first that tells something, of words the last.</summary>
    internal IEnumerable<string> Forms()
    {
        string[] lines = Value.Split('\n');
        string word = Value[(Value.LastIndexOf(' ') + 1)..];
        return new[]
        {
            Value, Uri.EscapeDataString(Value), JsonSerializer.Serialize(Value).Trim('"'), lines[lines.Length > 1 ? 1 : 0],
            word.Length >= 8 ? word : Value,
        }.Distinct();
    }

    private static string Text(Random random, int length, string letters = Letters) =>
        new([.. Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)])]);

    private static string Digits(Random random, int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(10)))]);

    private static string Card(Random random)
    {
        string digits = "4" + Digits(random, 14);
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[i] - '0';
            digit = i % 2 == 0 ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static string Iban(Random random)
    {
        string account = Digits(random, 18);
        var check = new StringBuilder();
        int rest = 0;
        foreach (char c in account + "131400")
        {
            rest = ((rest * 10) + c - '0') % 97;
        }

        check.Append("DE").Append((98 - rest).ToString("00", CultureInfo.InvariantCulture)).Append(account);
        return check.ToString();
    }

    private static string Cpf(Random random)
    {
        string digits = Digits(random, 9);
        for (int length = 9; length < 11; length++)
        {
            int sum = digits.Select((c, i) => (c - '0') * (length + 1 - i)).Sum();
            int check = sum * 10 % 11 % 10;
            digits += (char)('0' + check);
        }

        return $"{digits[..3]}.{digits[3..6]}.{digits[6..9]}-{digits[9..]}";
    }
}
