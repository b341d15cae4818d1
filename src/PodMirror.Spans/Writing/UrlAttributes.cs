using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes where a call went: URL, server, client and the two ends of the connection.</summary>
internal sealed class UrlAttributes(AttributeNames names, Redactor redactor)
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    // A target is shorter than a record; redaction and UTF-8 make it longer by a small factor.
    private readonly ByteBuffer _path = new(2 * RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _query = new(2 * RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _full = new(4 * RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _utf8 = new(4 * RecordFormat.MaxRecordBytes);

    internal void Write(scoped in ExchangeRecord exchange, FieldIndex index, bool isClient, ByteBuffer output)
    {
        ref readonly ExchangeHeader header = ref exchange.Header;
        redactor.Looks(MessageSide.Request);
        if (exchange.Request.IsPresent)
        {
            WriteRequest(exchange, index, isClient, output);
        }
        else
        {
            WriteAddress(header.Server, names.ServerAddress, names.ServerPort, output);
        }

        IpEndpoint peer = isClient ? header.Server : header.Client;
        IpEndpoint local = isClient ? header.Client : header.Server;
        WriteAddress(peer, names.PeerAddress, names.PeerPort, output);
        WriteAddress(local, names.LocalAddress, names.LocalPort, output);
        if (!isClient)
        {
            WriteClient(exchange, index, output);
        }
    }

    private void WriteRequest(scoped in ExchangeRecord exchange, FieldIndex index, bool isClient, ByteBuffer output)
    {
        ReadOnlySpan<byte> fields = exchange.Request.Fields;
        TargetParts target = TargetParts.Of(exchange.Request.Method, exchange.Request.Target);
        ReadOnlySpan<byte> scheme = SchemeOf(target, index, fields, isClient);
        AttributeWriter.WriteString(output, names.UrlScheme, scheme);
        Redact(target);
        if (_path.Length > 0)
        {
            AttributeWriter.WriteString(output, names.UrlPath, Utf8Text.Of(_path.Written, _utf8));
        }

        if (_query.Length > 0)
        {
            AttributeWriter.WriteString(output, names.UrlQuery, Utf8Text.Of(_query.Written, _utf8));
        }

        // RFC 9112 section 3.2.2: the target's authority counts, then the one that HTTP/2 carries apart, then Host.
        ReadOnlySpan<byte> authority = target.Authority;
        authority = authority.IsEmpty ? exchange.Request.Authority : authority;
        authority = authority.IsEmpty ? index.ValueOf(fields, KnownField.Host) : authority;
        WriteServer(exchange.Header.Server, authority, scheme, isClient, output);
        if (index.Find(KnownField.UserAgent) is >= 0 and var agent)
        {
            _full.Clear();
            redactor.WriteFieldValue("user-agent"u8, index.Value(fields, agent), _full);
            AttributeWriter.WriteString(output, names.UserAgent, Utf8Text.Of(_full.Written, _utf8));
        }
    }

    private void WriteServer(IpEndpoint server, ReadOnlySpan<byte> authority, ReadOnlySpan<byte> scheme, bool isClient, ByteBuffer output)
    {
        HostPort host = HostPort.Of(authority);
        Span<byte> room = stackalloc byte[IpText.MaxBytes];
        ReadOnlySpan<byte> address = host.Host.IsEmpty ? room[..IpText.Write(server, room)] : Utf8Text.Of(host.Host, _utf8);
        AttributeWriter.WriteString(output, names.ServerAddress, address);
        int defaultPort = scheme.SequenceEqual("https"u8) ? HttpsPort : HttpPort;
        int port = host.Port != 0 ? host.Port : host.Host.IsEmpty ? server.Port : defaultPort;
        AttributeWriter.WriteInt(output, names.ServerPort, port);
        if (isClient && _path.Length > 0 && names.UrlFull is not null)
        {
            WriteFull(scheme, authority, server, output);
        }
    }

    private void WriteFull(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> authority, IpEndpoint server, ByteBuffer output)
    {
        _full.Clear();
        _full.Append(scheme);
        _full.Append("://"u8);
        if (authority.IsEmpty)
        {
            AppendEndpoint(server);
        }
        else
        {
            redactor.WriteAuthority(authority, _full);
        }

        // OPTIONS * asks for the server itself; a URL of it has no path.
        if (!_path.Written.SequenceEqual("*"u8))
        {
            _full.Append(_path.Written);
        }

        if (_query.Length > 0)
        {
            _full.Append((byte)'?');
            _full.Append(_query.Written);
        }

        AttributeWriter.WriteString(output, names.UrlFull, Utf8Text.Of(_full.Written, _utf8));
    }

    private void AppendEndpoint(IpEndpoint server)
    {
        Span<byte> room = stackalloc byte[IpText.MaxBytes];
        ReadOnlySpan<byte> address = room[..IpText.Write(server, room)];
        _full.Append(server.IsIPv4 ? default : "["u8);
        _full.Append(address);
        _full.Append(server.IsIPv4 ? ":"u8 : "]:"u8);
        server.Port.TryFormat(room, out int digits, default, null);
        _full.Append(room[..digits]);
    }

    private void WriteClient(scoped in ExchangeRecord exchange, FieldIndex index, ByteBuffer output)
    {
        ReadOnlySpan<byte> claimed = ForwardedFields.Client(index, exchange.Request.Fields);
        if (claimed.IsEmpty)
        {
            WriteAddress(exchange.Header.Client, names.ClientAddress, names.ClientPort, output);
        }
        else
        {
            AttributeWriter.WriteString(output, names.ClientAddress, Utf8Text.Of(redactor.Text(claimed, _full), _utf8));
        }
    }

    private void Redact(TargetParts target)
    {
        _path.Clear();
        _query.Clear();
        redactor.WritePath(target.Path, _path);
        redactor.WriteQuery(target.Query, _query);
    }

    // What travels in clear is http; only a server behind a proxy can know better.
    private static ReadOnlySpan<byte> SchemeOf(TargetParts target, FieldIndex index, ReadOnlySpan<byte> fields, bool isClient)
    {
        ReadOnlySpan<byte> forwarded = isClient ? default : ForwardedFields.Scheme(index, fields);
        if (!forwarded.IsEmpty)
        {
            return forwarded;
        }

        return System.Text.Ascii.EqualsIgnoreCase(target.Scheme, "https"u8) ? "https"u8 : "http"u8;
    }

    private static void WriteAddress(IpEndpoint endpoint, AttributeName? addressName, AttributeName? portName, ByteBuffer output)
    {
        Span<byte> room = stackalloc byte[IpText.MaxBytes];
        AttributeWriter.WriteString(output, addressName, room[..IpText.Write(endpoint, room)]);
        AttributeWriter.WriteInt(output, portName, endpoint.Port);
    }
}
