using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Keys whose maker's mark stands inside or at the end, not at the beginning.</summary>
internal static class MarkedKeyRecognizer
{
    // Microsoft Entra: three characters, a digit, "Q~", and 31 to 34 more.
    private const int EntraBefore = 5;
    private const int MinEntra = 31;
    private const int MaxEntra = 34;

    // HCP Terraform: an identifier of 14 letters and digits, the mark, and the secret.
    private const int TerraformId = 14;
    private const int MinTerraform = 60;
    private const int MaxTerraform = 70;

    // Airtable: "pat" and 14 letters and digits, a dot, 64 hexadecimal digits.
    private const int AirtableId = 17;
    private const int AirtableSecret = 64;

    private const int MailchimpHex = 32;
    private const int NewRelicLength = 40;

    private static readonly SearchValues<byte> Entra =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_~.-"u8);

    private static readonly SearchValues<byte> Terraform =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-="u8);

    private static ReadOnlySpan<byte> TerraformMark => ".atlasv1."u8;

    private static ReadOnlySpan<byte> NewRelicMark => "NRAL"u8;

    /// <summary>A client secret of Microsoft Entra, whose word with the mark ends before an offset.</summary>
    internal static bool TryEntra(ref ValueScan scan, int end, out SensitiveMatch match)
    {
        match = default;
        int start = end - EntraBefore;
        bool isMark = scan.At(end) == '~' && start >= scan.From && scan.Text[end - 1] == 'Q' && TextClass.IsDigit(scan.Text[end - 2]);
        if (!isMark || scan.Text[start..end].ContainsAnyExcept(Entra) || Entra.Contains(scan.At(start - 1)))
        {
            return false;
        }

        int rest = TextClass.RunOf(Entra, scan.Text[(end + 1)..], MaxEntra + 1);
        return rest is >= MinEntra and <= MaxEntra && scan.Found(SensitiveKind.ApiKey, start, end + 1 + rest, out match);
    }

    /// <summary>A token of HCP Terraform, whose mark begins at a dot.</summary>
    internal static bool TryTerraform(ref ValueScan scan, int dot, out SensitiveMatch match)
    {
        match = default;
        int start = dot - TerraformId;
        if (start < scan.From || !scan.Text[dot..].StartsWith(TerraformMark) || !scan.BeginsToken(start)
            || TextClass.RunOf(TextClass.Word, scan.Text[start..], TerraformId) < TerraformId)
        {
            return false;
        }

        int secret = dot + TerraformMark.Length;
        int length = TextClass.RunOf(Terraform, scan.Text[secret..], MaxTerraform + 1);
        return length is >= MinTerraform and <= MaxTerraform && scan.Found(SensitiveKind.ApiKey, start, secret + length, out match);
    }

    /// <summary>A token of Airtable, whose secret begins behind a dot.</summary>
    internal static bool TryAirtable(ref ValueScan scan, int dot, out SensitiveMatch match)
    {
        match = default;
        int start = dot - AirtableId;
        if (start < scan.From || !scan.Text[start..].StartsWith("pat"u8) || !scan.BeginsToken(start)
            || TextClass.RunOf(TextClass.Word, scan.Text[start..], AirtableId) < AirtableId
            || TextClass.RunOf(TextClass.Word, scan.Text[(dot + 1)..], AirtableSecret + 1) != AirtableSecret)
        {
            return false;
        }

        int end = dot + 1 + AirtableSecret;
        return !scan.Text[(dot + 1)..end].ContainsAnyExcept(TextClass.Hex) && scan.Found(SensitiveKind.ApiKey, start, end, out match);
    }

    /// <summary>A key of Mailchimp, whose data centre begins at a hyphen: 32 hexadecimal digits, "-us" and its number.</summary>
    internal static bool TryMailchimp(ref ValueScan scan, int hyphen, out SensitiveMatch match)
    {
        match = default;
        int start = hyphen - MailchimpHex;
        if (start < scan.From || !scan.Text[hyphen..].StartsWith("-us"u8) || !scan.BeginsToken(start)
            || scan.Text[start..hyphen].ContainsAnyExcept(TextClass.Hex))
        {
            return false;
        }

        int end = hyphen + "-us".Length;
        int digits = TextClass.RunOf(TextClass.Word, scan.Text[end..], 3);
        return digits is 1 or 2 && TextClass.AreDigits(scan.Text.Slice(end, digits))
            && scan.Found(SensitiveKind.ApiKey, start, end + digits, out match);
    }

    /// <summary>A licence key of New Relic: a word of 40 characters that ends with its mark.</summary>
    internal static bool TryNewRelic(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        return end - start == NewRelicLength && scan.Text[start..end].EndsWith(NewRelicMark) && scan.BeginsToken(start)
            && scan.Found(SensitiveKind.ApiKey, start, end, out match);
    }
}
