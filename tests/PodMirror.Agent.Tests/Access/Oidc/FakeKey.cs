using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PodMirror.Agent.Tests.Access.Oidc;

/// <summary>A key of a provider: RSA of 2048 bits, or P-256, each real.</summary>
internal sealed class FakeKey : IDisposable
{
    /// <summary>To find a key takes a processor a good part of a second: these few serve all tests, in turns.</summary>
    private static readonly Lazy<RSAParameters[]> Found = new(() => [.. Enumerable.Range(0, 4).Select(_ => Find())]);

    private static int _turn;
    private readonly RSA? _rsa;
    private readonly ECDsa? _curve;

    private FakeKey(string id, RSA? rsa, ECDsa? curve) => (Id, _rsa, _curve) = (id, rsa, curve);

    public string Id { get; }

    public string Algorithm => _rsa is null ? "ES256" : "RS256";

    /// <summary>A key that is another than those of the three calls before.</summary>
    public static FakeKey Rsa(string id) => new(id, RSA.Create(Found.Value[(uint)Interlocked.Increment(ref _turn) % Found.Value.Length]), null);

    public static FakeKey Curve(string id) => new(id, null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>As it stands in the provider's set.</summary>
    public JsonObject ToJson()
    {
        if (_rsa is not null)
        {
            RSAParameters rsa = _rsa.ExportParameters(false);
            return new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = Id,
                ["n"] = Encode(rsa.Modulus!),
                ["e"] = Encode(rsa.Exponent!),
            };
        }

        ECPoint point = _curve!.ExportParameters(false).Q;
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = Id, ["x"] = Encode(point.X!), ["y"] = Encode(point.Y!) };
    }

    /// <summary>A token that it signs.</summary>
    public string Sign(JsonObject header, JsonObject claims)
    {
        string signed = $"{Encode(header)}.{Encode(claims)}";
        byte[] data = Encoding.ASCII.GetBytes(signed);
        byte[] signature = _rsa is not null
            ? _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : _curve!.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Encode(signature)}";
    }

    /// <summary>The public key in PEM, which some readers of tokens take for a secret of HMAC.</summary>
    public byte[] PublicPem() => Encoding.ASCII.GetBytes(_rsa!.ExportSubjectPublicKeyInfoPem());

    public static string Encode(JsonObject json) => Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static RSAParameters Find()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _curve?.Dispose();
    }
}
