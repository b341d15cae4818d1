using System.Text;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// How a request was authenticated, as far as a span tells after redaction: values are gone, but schemes, the names of fields, cookies and
/// parameters, and the kinds of what was hidden are there.
/// </summary>
internal ref struct CallAuth
{
    private const int LongestName = 128;

    /// <summary>The name of the field or parameter that held a key; empty when there was none.</summary>
    public ReadOnlySpan<byte> KeyName;

    /// <summary>The name of the cookie that holds a session or a key; empty when there was none.</summary>
    public ReadOnlySpan<byte> CookieName;

    private AuthEvidence _evidence;
    private bool _hasBearer;
    private bool _hasJwt;

    private static ReadOnlySpan<byte> Authorization => "authorization"u8;

    /// <summary>All that was found.</summary>
    public readonly AuthEvidence Evidence =>
        _evidence | (_hasBearer ? _hasJwt ? AuthEvidence.BearerJwt : AuthEvidence.BearerOpaque : AuthEvidence.None);

    /// <summary>Takes a field of the request.</summary>
    public void TakeHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        if (name.SequenceEqual(Authorization))
        {
            TakeAuthorization(value);
        }
        else if (name.SequenceEqual("cookie"u8))
        {
            TakeCookies(value);
        }
        else if (AuthNames.IsClientCertificate(name))
        {
            _evidence |= AuthEvidence.MutualTls;
        }
        else if (AuthNames.IsKeyHeader(name))
        {
            TakeKey(AuthEvidence.ApiKeyHeader, name);
        }
    }

    /// <summary>Takes the places of a kind of sensitive values: that the token was a JSON Web Token is known only from these.</summary>
    public void TakeFinding(ReadOnlySpan<byte> kind, AnyValue places)
    {
        if (!kind.SequenceEqual("jwt"u8))
        {
            return;
        }

        var items = new TextItems(places);
        while (items.TryReadNext(out ReadOnlySpan<byte> place))
        {
            _hasJwt |= place.SequenceEqual("request.header:authorization"u8);
        }
    }

    /// <summary>Takes the query.</summary>
    public void TakeQuery(ReadOnlySpan<byte> query)
    {
        while (!query.IsEmpty)
        {
            int end = query.IndexOf((byte)'&');
            ReadOnlySpan<byte> pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            int equals = pair.IndexOf((byte)'=');
            if (equals <= 0 || equals == pair.Length - 1)
            {
                continue;
            }

            ReadOnlySpan<byte> name = pair[..equals];
            if (Ascii.EqualsIgnoreCase(name, "X-Amz-Signature"u8))
            {
                _evidence |= AuthEvidence.AwsSigV4;
            }
            else if (AuthNames.IsKeyParameter(name))
            {
                TakeKey(AuthEvidence.ApiKeyQuery, name);
            }
        }
    }

    // RFC 9110 section 11.4: a scheme, a space, and what redaction has left.
    private void TakeAuthorization(ReadOnlySpan<byte> value)
    {
        int space = value.IndexOf((byte)' ');
        ReadOnlySpan<byte> scheme = space < 0 ? default : value[..space];
        if (Ascii.EqualsIgnoreCase(scheme, "Basic"u8))
        {
            _evidence |= AuthEvidence.Basic;
        }
        else if (Ascii.EqualsIgnoreCase(scheme, "Bearer"u8) || Ascii.EqualsIgnoreCase(scheme, "DPoP"u8))
        {
            _hasBearer = true;
        }
        else if (Ascii.EqualsIgnoreCase(scheme, "AWS4-HMAC-SHA256"u8) || Ascii.EqualsIgnoreCase(scheme, "AWS4-ECDSA-P256-SHA256"u8))
        {
            _evidence |= AuthEvidence.AwsSigV4;
        }
        else
        {
            // No scheme, or one of a maker's own, as "Token" or "ApiKey".
            TakeKey(AuthEvidence.ApiKeyHeader, Authorization);
        }
    }

    // RFC 6265 section 4.2.1: names and values, parted by semicolons. Most cookies say nothing of who somebody is.
    private void TakeCookies(ReadOnlySpan<byte> cookies)
    {
        foreach (Range part in cookies.Split((byte)';'))
        {
            ReadOnlySpan<byte> cookie = cookies[part].Trim((byte)' ');
            int equals = cookie.IndexOf((byte)'=');
            if (equals > 0 && AuthNames.IsSessionCookie(cookie[..equals]))
            {
                _evidence |= AuthEvidence.Cookie;
                CookieName = cookie[..equals];
                return;
            }
        }
    }

    private void TakeKey(AuthEvidence evidence, ReadOnlySpan<byte> name)
    {
        _evidence |= evidence;
        KeyName = KeyName.IsEmpty && name.Length <= LongestName ? name : KeyName;
    }
}
