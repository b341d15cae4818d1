namespace PodMirror.Spans;

/// <summary>Keys and tokens: by their maker's form, or by their name where the form says little.</summary>
internal static class KeyRecognizer
{
    private const int AwsSecretLength = 40;
    private const int UuidLength = 36;
    private const int TelegramSecret = 35;

    // The longest first word of a key that is told by the character after it ("AccountKey", "SharedAccessKey").
    private const int MaxPrefixWord = 16;

    /// <summary>Looks at a token from its first byte on.</summary>
    internal static bool TryFind(ref ValueScan scan, int start, out SensitiveMatch match)
    {
        match = default;
        ReadOnlySpan<byte> text = scan.Text[start..];
        int length = KeyForms.MayBegin(text) && scan.BeginsToken(start) ? KeyForms.Match(text) : 0;
        return length > 0 && scan.Found(SensitiveKind.ApiKey, start, start + length, out match);
    }

    /// <summary>Looks at the token whose first word ends before an offset.</summary>
    internal static bool TryBefore(ref ValueScan scan, int end, out SensitiveMatch match)
    {
        match = default;
        if (!KeyForms.MayEndFirstWord(scan.At(end - 1), scan.At(end - 2)))
        {
            return false;
        }

        int start = end;
        while (start > scan.From && end - start <= MaxPrefixWord && TextClass.IsWord(scan.Text[start - 1]))
        {
            start--;
        }

        return start < end && end - start <= MaxPrefixWord && TryFind(ref scan, start, out match);
    }

    /// <summary>A token of a Telegram bot: the bot's number, a colon, and the secret.</summary>
    internal static bool TryTelegram(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        bool isBot = end - start is >= 8 and <= 10 && scan.At(end) == ':' && TextClass.AreDigits(scan.Text[start..end])
            && (scan.BeginsToken(start) || scan.Text[..start].EndsWith("/bot"u8));
        if (!isBot || TextClass.RunOf(TextClass.Base64Url, scan.Text[(end + 1)..], TelegramSecret + 1) != TelegramSecret)
        {
            return false;
        }

        return scan.Found(SensitiveKind.ApiKey, start, end + 1 + TelegramSecret, out match);
    }

    /// <summary>A token of a Discord bot: the bot's number in base64, a time, and the signature.</summary>
    internal static bool TryDiscord(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        bool isForm = end - start is >= 24 and <= 28 && scan.Text[start] is (byte)'M' or (byte)'N' or (byte)'O' && scan.At(end) == '.';
        if (!isForm || scan.At(end + 7) != '.')
        {
            return false;
        }

        int signature = TextClass.RunOf(TextClass.Base64Url, scan.Text[(end + 8)..], 64);
        bool isToken = scan.BeginsToken(start) && TextClass.RunOf(TextClass.Base64Url, scan.Text[(end + 1)..], 6) == 6 && signature is >= 27 and < 64;
        return isToken && scan.Found(SensitiveKind.ApiKey, start, end + 8 + signature, out match);
    }

    /// <summary>Keys without a form of their own: AWS's secret access keys, and Heroku's, which are UUIDs.</summary>
    internal static bool TryByName(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        ValueContext context = scan.NameContext & (ValueContext.AwsSecret | ValueContext.Heroku);
        if (context == 0)
        {
            return false;
        }

        if ((context & ValueContext.Heroku) != 0 && end - start == 8 && scan.At(end) == '-' && start + UuidLength <= scan.Text.Length
            && Guid.TryParse(scan.Text.Slice(start, UuidLength), null, out _))
        {
            return scan.Found(SensitiveKind.ApiKey, start, start + UuidLength, out match);
        }

        while (start > scan.From && end - start <= AwsSecretLength && TextClass.Base64.Contains(scan.Text[start - 1]))
        {
            start--;
        }

        int length = TextClass.RunOf(TextClass.Base64, scan.Text[start..], AwsSecretLength + 1);
        return length == AwsSecretLength && scan.Found(SensitiveKind.ApiKey, start, start + length, out match);
    }
}
