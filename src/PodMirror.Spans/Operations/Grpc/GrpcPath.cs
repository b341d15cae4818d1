using System.Buffers;

namespace PodMirror.Spans;

/// <summary>The method in a path: /package.Service/Method (PROTOCOL-HTTP2.md), also behind a prefix, as proxies of gRPC-Web have one.</summary>
internal static class GrpcPath
{
    /// <summary>Bytes of a method that make a name of a span.</summary>
    internal const int MaxMethodBytes = 256;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The full name of the method, without a slash before it.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> method)
    {
        method = default;
        int last = path.LastIndexOf((byte)'/');
        if (last <= 0)
        {
            return false;
        }

        int before = path[..last].LastIndexOf((byte)'/');
        ReadOnlySpan<byte> service = path[(before + 1)..last];
        ReadOnlySpan<byte> name = path[(last + 1)..];
        if (before < 0 || service.IsEmpty || name.IsEmpty || service.ContainsAnyExcept(NameBytes) || name.ContainsAnyExcept(NameBytes)
            || path.Length - before - 1 > MaxMethodBytes)
        {
            return false;
        }

        method = path[(before + 1)..];
        return true;
    }
}
