using System.Security.Cryptography;

namespace PodMirror.Spans;

/// <summary>Addresses of wallets: Base58Check, Bech32 and Bech32m (BIP 173, BIP 350), and Ethereum's 0x with 40 hexadecimal digits.</summary>
internal static class WalletRecognizer
{
    private const int MinBase58 = 26;
    private const int MaxBase58 = 35;
    private const int MaxBech32 = 90;
    private const int EthereumLength = 42;
    private const int PayloadBytes = 25;

    private static ReadOnlySpan<byte> Base58 => "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"u8;

    private static ReadOnlySpan<byte> Bech32 => "qpzry9x8gf2tvdw0s3jn54khce6mua7l"u8;

    // What the two checksums leave over.
    private const uint Bech32Constant = 1;
    private const uint Bech32mConstant = 0x2bc830a3;

    /// <summary>Looks at a word.</summary>
    internal static bool TryFind(ref ValueScan scan, int start, int end, out SensitiveMatch match)
    {
        match = default;
        ReadOnlySpan<byte> word = scan.Text[start..end];
        if (word.Length < MinBase58 || word.Length > MaxBech32 || !scan.BeginsToken(start))
        {
            return false;
        }

        bool isWallet = word[0] switch
        {
            (byte)'0' => word.Length == EthereumLength && word[1] == 'x' && !word[2..].ContainsAnyExcept(TextClass.Hex),
            (byte)'b' or (byte)'l' or (byte)'t' => IsBech32(word),
            (byte)'1' or (byte)'3' or (byte)'L' or (byte)'M' or (byte)'D' or (byte)'T' => word.Length <= MaxBase58 && IsBase58Check(word),
            _ => false,
        };
        return isWallet && scan.Found(SensitiveKind.CryptoWallet, start, end, out match);
    }

    // At most 35 characters times 25 bytes of work.
    private static bool IsBase58Check(ReadOnlySpan<byte> word)
    {
        Span<byte> payload = stackalloc byte[PayloadBytes];
        payload.Clear();
        foreach (byte b in word)
        {
            int carry = Base58.IndexOf(b);
            if (carry < 0)
            {
                return false;
            }

            for (int i = PayloadBytes - 1; i >= 0; i--)
            {
                carry += payload[i] * 58;
                payload[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0)
            {
                return false;
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload[..^4], hash);
        SHA256.HashData(hash, hash);
        return payload[^4..].SequenceEqual(hash[..4]);
    }

    private static bool IsBech32(ReadOnlySpan<byte> word)
    {
        if (!word.StartsWith("bc1"u8) && !word.StartsWith("ltc1"u8) && !word.StartsWith("tb1"u8))
        {
            return false;
        }

        int separator = word.IndexOf((byte)'1');
        uint check = 1;
        foreach (byte b in word[..separator])
        {
            check = Step(check) ^ (uint)(b >> 5);
        }

        check = Step(check);
        foreach (byte b in word[..separator])
        {
            check = Step(check) ^ (uint)(b & 31);
        }

        foreach (byte b in word[(separator + 1)..])
        {
            int value = Bech32.IndexOf(b);
            if (value < 0)
            {
                return false;
            }

            check = Step(check) ^ (uint)value;
        }

        return check is Bech32Constant or Bech32mConstant;
    }

    private static uint Step(uint check)
    {
        uint top = check >> 25;
        check = (check & 0x1ffffff) << 5;
        check ^= (top & 1) != 0 ? 0x3b6a57b2u : 0;
        check ^= (top & 2) != 0 ? 0x26508e6du : 0;
        check ^= (top & 4) != 0 ? 0x1ea119fau : 0;
        check ^= (top & 8) != 0 ? 0x3d4233ddu : 0;
        return check ^ ((top & 16) != 0 ? 0x2a1462b3u : 0);
    }
}
