using System.Text;

namespace PodMirror.Spans;

/// <summary>How many of an endpoint's exchanges become spans.</summary>
public sealed class EndpointShare
{
    /// <summary>Characters of a path: what of an endpoint counts anywhere.</summary>
    public const int MaxPathCharacters = 256;

    /// <summary>Characters of a method; registered ones have at most 17.</summary>
    public const int MaxMethodCharacters = 32;

    private readonly byte[] _method;
    private readonly byte[] _path;

    /// <summary>Makes one.</summary>
    /// <param name="method">The method; null is any.</param>
    /// <param name="path">The path, in which a segment <c>*</c> is any one, and <c>**</c> as the last whatever follows.</param>
    /// <param name="share">The share, as in <see cref="SamplingRules.Share"/>.</param>
    public EndpointShare(string? method, string path, double share)
    {
        (Method, Path, Share) = (method, path, share);
        _method = Encoding.UTF8.GetBytes(method ?? "");
        _path = Encoding.UTF8.GetBytes(path);
        Threshold = SamplingThreshold.Of(share);
    }

    /// <summary>The method; null is any.</summary>
    public string? Method { get; }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The share of its exchanges that become spans.</summary>
    public double Share { get; }

    internal ulong Threshold { get; }

    internal bool Fits(ReadOnlySpan<byte> method, ReadOnlySpan<byte> path) =>
        (_method.Length == 0 || method.SequenceEqual(_method)) && Matches(_path, path);

    private static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> path)
    {
        while (true)
        {
            ReadOnlySpan<byte> wanted = Cut(ref pattern, out bool isLastWanted);
            if (isLastWanted && wanted.SequenceEqual("**"u8))
            {
                return true;
            }

            ReadOnlySpan<byte> segment = Cut(ref path, out bool isLast);
            if (!(wanted.SequenceEqual("*"u8) ? !segment.IsEmpty : wanted.SequenceEqual(segment)))
            {
                return false;
            }

            if (isLast || isLastWanted)
            {
                return isLast == isLastWanted;
            }
        }
    }

    private static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> rest, out bool isLast)
    {
        int slash = rest.IndexOf((byte)'/');
        isLast = slash < 0;
        ReadOnlySpan<byte> segment = isLast ? rest : rest[..slash];
        rest = isLast ? default : rest[(slash + 1)..];
        return segment;
    }
}
