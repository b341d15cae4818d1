using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Exchange;

namespace PodMirror.Agent.Store;

/// <summary>
/// The columns that filters and lists need, out of a span's attributes. Current OpenTelemetry HTTP conventions first; the older names that other
/// senders still use (http.method, http.target, http.url, http.status_code, net.peer.name, net.host.name) fill what those leave open.
/// </summary>
internal ref struct ExchangeColumns
{
    /// <summary>The method; the original one, if any, where the convention says _OTHER.</summary>
    public ReadOnlySpan<byte> Method;

    /// <summary>The path, without query.</summary>
    public ReadOnlySpan<byte> Path;

    /// <summary>The host that was asked for, without its port.</summary>
    public ReadOnlySpan<byte> Host;

    /// <summary>The response's status, or null without a response.</summary>
    public long? Status;

    /// <summary>Which end is the watched Pod.</summary>
    public Direction Direction;

    /// <summary>The anomalies' names, an array of strings.</summary>
    public AnyValue Anomalies;

    private ReadOnlySpan<byte> _originalMethod;
    private ReadOnlySpan<byte> _legacyPath;

    /// <summary>Reads the columns of a span that was checked before.</summary>
    public static ExchangeColumns Of(ReadOnlySpan<byte> span, int kind)
    {
        var columns = new ExchangeColumns { Direction = kind switch { 2 => Direction.Ingress, 3 => Direction.Egress, _ => Direction.Unknown } };
        var attributes = new AttributeList(span, AttributeList.InSpan);
        while (attributes.TryReadNext(out KeyValue attribute))
        {
            columns.Take(attribute.Key, attribute.Value);
        }

        if (columns.Method.SequenceEqual("_OTHER"u8))
        {
            // Without an original one it stands for a request that was not seen, as the convention demands a method.
            columns.Method = columns._originalMethod;
        }

        if (columns.Path.IsEmpty)
        {
            columns.Path = columns._legacyPath;
        }

        return columns;
    }

    private void Take(ReadOnlySpan<byte> key, AnyValue value)
    {
        if (value.Kind == AnyValueKind.String)
        {
            TakeText(key, value.Bytes);
        }
        else if (value.Kind == AnyValueKind.Int && (key.SequenceEqual("http.response.status_code"u8) || key.SequenceEqual("http.status_code"u8)))
        {
            Status = value.Int;
        }
        else if (value.Kind == AnyValueKind.Array && key.SequenceEqual("podmirror.anomalies"u8))
        {
            Anomalies = value;
        }
    }

    private void TakeText(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        if (key.SequenceEqual("http.request.method"u8) || (key.SequenceEqual("http.method"u8) && Method.IsEmpty))
        {
            Method = text;
        }
        else if (key.SequenceEqual("http.request.method_original"u8))
        {
            _originalMethod = text;
        }
        else if (key.SequenceEqual("podmirror.direction"u8))
        {
            Direction = text.SequenceEqual("ingress"u8) ? Direction.Ingress : text.SequenceEqual("egress"u8) ? Direction.Egress : Direction.Unknown;
        }
        else if (key.SequenceEqual("url.path"u8))
        {
            Path = text;
        }
        else if (key.SequenceEqual("server.address"u8) || (IsLegacyHost(key) && Host.IsEmpty))
        {
            Host = text;
        }
        else if (key.SequenceEqual("url.full"u8) || key.SequenceEqual("http.url"u8) || key.SequenceEqual("http.target"u8))
        {
            _legacyPath = PathOf(text);
        }
    }

    /// <summary>The server's name as a client had it, and as the server itself has it.</summary>
    private static bool IsLegacyHost(ReadOnlySpan<byte> key) => key.SequenceEqual("net.peer.name"u8) || key.SequenceEqual("net.host.name"u8);

    /// <summary>The path of an absolute URL, or of a target that is a path with a query.</summary>
    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> url)
    {
        int scheme = url.IndexOf("://"u8);
        int query = url.IndexOfAny((byte)'?', (byte)'#');
        ReadOnlySpan<byte> rest = query >= 0 ? url[..query] : url;
        if (scheme < 0 || scheme >= rest.Length)
        {
            return rest;
        }

        rest = rest[(scheme + 3)..];
        int slash = rest.IndexOf((byte)'/');
        return slash < 0 ? "/"u8 : rest[slash..];
    }
}
