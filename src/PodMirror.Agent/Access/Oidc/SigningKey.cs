using System.Security.Cryptography;
using System.Text.Json;
using static System.Buffers.Text.Base64Url;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Access.Oidc;

/// <summary>
/// A key of a provider (RFC 7517), for one algorithm: RS256 for RSA, ES256 for P-256. The key decides, not the token, so that no public key can be
/// taken for a secret, and no token can say that it needs no signature.
/// </summary>
/// <param name="Id">Its <c>kid</c>; empty when it has none.</param>
/// <param name="Algorithm">RS256 or ES256.</param>
internal sealed record SigningKey(string Id, string Algorithm)
{
    private const int MinModulusBytes = 256;
    private const int MaxModulusBytes = 1024;
    private const int MaxExponentBytes = 8;
    private const int P256Bytes = 32;

    /// <summary>The most keys that are looked at: a provider has some.</summary>
    public const int Max = 64;

    private RSAParameters Rsa { get; init; }

    private ECParameters Curve { get; init; }

    /// <summary>The keys of a set that can sign ID tokens; others are left out.</summary>
    public static IReadOnlyList<SigningKey> ReadSet(JsonElement json) => [.. Items(Get(json, "keys")).Take(Max).Select(Read).OfType<SigningKey>()];

    /// <summary>Whether it signed these bytes.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (Algorithm == "RS256")
            {
                using var rsa = RSA.Create(Rsa);
                return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            using var curve = ECDsa.Create(Curve);
            return curve.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // A point that is not on its curve, for example.
            return false;
        }
    }

    private static SigningKey? Read(JsonElement key)
    {
        string algorithm = Text(key, "alg");
        if (Text(key, "use") is not ("" or "sig"))
        {
            return null;
        }

        return (Text(key, "kty"), algorithm) switch
        {
            ("RSA", "" or "RS256") => ReadRsa(key),
            ("EC", "" or "ES256") when Text(key, "crv") == "P-256" => ReadCurve(key),
            _ => null,
        };
    }

    private static SigningKey? ReadRsa(JsonElement key)
    {
        (byte[] modulus, byte[] exponent) = (Bytes(key, "n"), Bytes(key, "e"));
        return modulus.Length is >= MinModulusBytes and <= MaxModulusBytes && exponent.Length is > 0 and <= MaxExponentBytes
            ? new SigningKey(Text(key, "kid"), "RS256") { Rsa = new RSAParameters { Modulus = modulus, Exponent = exponent } }
            : null;
    }

    private static SigningKey? ReadCurve(JsonElement key)
    {
        var point = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") };
        return point.X.Length == P256Bytes && point.Y.Length == P256Bytes
            ? new SigningKey(Text(key, "kid"), "ES256") { Curve = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point } }
            : null;
    }

    private static byte[] Bytes(JsonElement key, string name)
    {
        string text = Text(key, name);
        byte[] bytes = new byte[GetMaxDecodedLength(text.Length)];
        return IsValid(text) && TryDecodeFromChars(text, bytes, out int length) ? bytes[..length] : [];
    }
}
