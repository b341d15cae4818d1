using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using static System.Buffers.Text.Base64Url;

namespace PodMirror.Agent.Access.Oidc;

/// <summary>
/// What ties a browser that comes back from the provider to the moment when it was sent there. Nothing is kept here, so that nobody can fill a
/// table with sign-ins that never end: the state holds a random number and a time, signed by a key that is only in memory; the nonce of the ID
/// token and the verifier of PKCE (RFC 7636) follow from the state by the same key. A cookie holds the state too, so that no browser can be sent
/// back with another's.
/// </summary>
internal sealed class OidcState
{
    /// <summary>How long a user may take at the provider.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int RandomBytes = 16;
    private const int HeadBytes = RandomBytes + sizeof(long);
    private const int MacBytes = 32;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Makes a state.</summary>
    /// <param name="now">The time.</param>
    public string Make(DateTimeOffset now)
    {
        byte[] state = new byte[HeadBytes + MacBytes];
        RandomNumberGenerator.Fill(state.AsSpan(0, RandomBytes));
        BinaryPrimitives.WriteInt64BigEndian(state.AsSpan(RandomBytes), now.ToUnixTimeSeconds());
        HMACSHA256.HashData(_key, state.AsSpan(0, HeadBytes), state.AsSpan(HeadBytes));
        return EncodeToString(state);
    }

    /// <summary>Whether a state was made here, not long ago.</summary>
    /// <param name="state">What came back.</param>
    /// <param name="now">The time.</param>
    public bool IsValid(string state, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes + MacBytes];
        if (state.Length != GetEncodedLength(bytes.Length) || !TryDecodeFromChars(state, bytes, out int length) || length != bytes.Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacBytes];
        HMACSHA256.HashData(_key, bytes[..HeadBytes], mac);
        long age = now.ToUnixTimeSeconds() - BinaryPrimitives.ReadInt64BigEndian(bytes[RandomBytes..]);
        return CryptographicOperations.FixedTimeEquals(mac, bytes[HeadBytes..]) && age >= 0 && age <= Life.TotalSeconds;
    }

    /// <summary>The nonce that the ID token has to carry.</summary>
    public string NonceOf(string state) => Derive("nonce", state);

    /// <summary>The verifier of PKCE, which the provider is told with the code.</summary>
    public string VerifierOf(string state) => Derive("verifier", state);

    /// <summary>The challenge of PKCE, which it is told before.</summary>
    public string ChallengeOf(string state) => EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(VerifierOf(state))));

    private string Derive(string what, string state) => EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{what} {state}")));
}
