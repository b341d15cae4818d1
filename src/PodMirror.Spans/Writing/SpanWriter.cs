using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Writes an exchange as one OTLP span (protobuf), by OpenTelemetry's HTTP conventions, redacted. Every attribute is described in
/// docs/spans.md.
/// </summary>
/// <remarks>
/// Holds scratch memory and decoders: one for each thread. Allocates nothing in steady state for bodies without coding or with
/// gzip and deflate.
/// </remarks>
public sealed class SpanWriter : IDisposable
{
    /// <summary>
    /// The most bytes of one span: receivers refuse a gRPC message of more than 4 MiB by default. Heads and bodies at their limits
    /// make far less; a span beyond this is written again without its bodies.
    /// </summary>
    public const int MaxSpanBytes = 3 * 1024 * 1024;

    private readonly AttributeNames _names = AttributeNames.OpenTelemetry;
    private readonly SpanOptions _options;
    private readonly SpanIdentity _identity;
    private readonly Redactor _redactor;
    private readonly HeaderAttributes _headers;
    private readonly BodyAttributes _bodies;
    private readonly UrlAttributes _urls;
    private readonly Operations _operations;
    private readonly StreamEventWriter _events;
    private readonly HypertraceWriter? _hypertrace;
    private readonly FieldIndex _requestFields = new();
    private readonly FieldIndex _responseFields = new();
    private readonly FieldIndex _trailers = new();
    private readonly ByteBuffer _text = new(RecordFormat.MaxRecordBytes);
    private readonly ByteBuffer _shown = new(2 * RecordFormat.MaxRecordBytes);
    private readonly bool _hasBodies;

    /// <summary>Makes a writer.</summary>
    public SpanWriter(SpanOptions options)
    {
        _options = options;
        _identity = new SpanIdentity(options.Pod);
        _redactor = new Redactor(options.Redaction);
        _headers = new HeaderAttributes(_redactor, options.HasHypertraceNames);
        _hypertrace = options.HasHypertraceNames ? new HypertraceWriter() : null;
        _bodies = new BodyAttributes(_names, _redactor, options);
        _events = new StreamEventWriter(_redactor, options.MaxBodyBytes, options.StreamEvents);
        _urls = new UrlAttributes(_names, _redactor);
        _operations = new Operations(_names, _redactor, options.Descriptors);
        _hasBodies = options.MaxBodyBytes > 0;
    }

    /// <summary>Appends a span as a field of the given number (ScopeSpans.spans is 2).</summary>
    /// <param name="exchange">What was seen.</param>
    /// <param name="output">Where to; left as it was when the span does not fit.</param>
    /// <param name="field">The field's number.</param>
    /// <param name="detail">How much of it; a count alone is no span, and is taken for <see cref="Detail.WithoutFields"/>.</param>
    /// <returns>False when even without bodies the span is longer than <see cref="MaxSpanBytes"/> or does not fit the output.</returns>
    public bool TryWrite(
        scoped in ExchangeRecord exchange, ByteBuffer output, int field = SpanBatch.SpansField, Detail detail = Detail.Full) =>
        TryWrite(exchange, output, field, detail, isTruncated: false)
        || (_hasBodies && detail == Detail.Full && TryWrite(exchange, output, field, Detail.WithoutBodies, isTruncated: true));

    /// <inheritdoc />
    public void Dispose() => _bodies.Dispose();

    private bool TryWrite(scoped in ExchangeRecord exchange, ByteBuffer output, int field, Detail detail, bool isTruncated)
    {
        int before = output.Length;
        int span = ProtoWriter.BeginMessage(output, field);
        WriteSpan(exchange, output, detail, isTruncated);
        _hypertrace?.Add(output, span);
        ProtoWriter.EndMessage(output, span);
        if (!output.HasOverflowed && output.Length - before <= MaxSpanBytes)
        {
            return true;
        }

        output.Truncate(before);
        return false;
    }

    private void WriteSpan(scoped in ExchangeRecord exchange, ByteBuffer output, Detail detail, bool isTruncated)
    {
        ref readonly ExchangeHeader header = ref exchange.Header;
        bool isClient = header.Direction == Direction.Egress;
        _redactor.Findings.Clear();
        _requestFields.Build(exchange.Request.Fields);
        _responseFields.Build(exchange.Response.Fields);
        _operations.Begin(exchange, _requestFields, _responseFields);

        WriteIdentity(exchange, output);
        ProtoWriter.WriteVarintField(output, SpanFields.Kind, isClient ? SpanFields.KindClient : SpanFields.KindServer);
        long end = header.StartNs + Math.Max(0, Math.Min(header.DurationNs, long.MaxValue - Math.Max(0, header.StartNs)));
        ProtoWriter.WriteFixed64Field(output, SpanFields.StartTime, (ulong)Math.Max(0, header.StartNs));
        ProtoWriter.WriteFixed64Field(output, SpanFields.EndTime, (ulong)Math.Max(0, end));

        bool isKnownMethod = Methods.IsKnown(exchange.Request.Method);
        WriteHttp(exchange, output, isKnownMethod);
        _urls.Write(exchange, _requestFields, isClient, output);
        int dropped = detail < Detail.WithoutFields ? WriteFields(exchange, output) : 0;
        Anomalies anomalies = header.Anomalies | (isTruncated ? Anomalies.None : LeftOut.Of(exchange, detail, _hasBodies));
        BodyUse use = detail == Detail.Full ? BodyUse.Shown : isTruncated ? BodyUse.Read : BodyUse.None;
        _redactor.Looks(MessageSide.Request);
        anomalies |= _bodies.WriteRequest(exchange.Request, _requestFields, _operations, use, output);
        _redactor.Looks(MessageSide.Response);
        anomalies |= _bodies.WriteResponse(exchange.Response, _responseFields, _operations, use, output);
        dropped += WriteOperation(exchange, anomalies, isKnownMethod, isClient, output);
        _events.Write(exchange, _responseFields, use == BodyUse.Shown && _hasBodies, output);
        _redactor.Findings.Write(output);
        WriteOwn(header, anomalies, isTruncated, output);
        LeftOut.WriteDetail(_names, isTruncated ? Detail.Full : detail, anomalies, output);
        if (dropped > 0)
        {
            ProtoWriter.WriteVarintField(output, SpanFields.DroppedAttributesCount, (ulong)dropped);
        }
    }

    // What the bodies had to be read for: the name, the status, and what is called. The order of protobuf's fields is free.
    private int WriteOperation(scoped in ExchangeRecord exchange, Anomalies anomalies, bool isKnownMethod, bool isClient, ByteBuffer output)
    {
        int dropped = 0;
        if (_operations.IsGrpc)
        {
            _operations.Grpc.Finish(exchange, (anomalies & (Anomalies.ResponseBodyTruncated | Anomalies.ResponseBodyUndecodable)) != 0);
            if (exchange.Response.Trailers.IsEmpty && !_bodies.TrailersInBody.IsEmpty)
            {
                _redactor.Looks(MessageSide.Response, PlaceKind.Trailer);
                _trailers.Build(_bodies.TrailersInBody);
                dropped = _headers.Write(_bodies.TrailersInBody, _trailers, _names.ResponseTrailer, output);
            }
        }

        _operations.Write(exchange, output);
        ReadOnlySpan<byte> name = _operations.SpanName;
        name = !name.IsEmpty ? name : isKnownMethod ? exchange.Request.Method : Methods.OtherSpanName;
        ProtoWriter.WriteBytesField(output, SpanFields.Name, name);
        ReadOnlySpan<byte> error = SpanError.Of(exchange, _operations, isClient);
        if (!error.IsEmpty)
        {
            AttributeWriter.WriteString(output, _names.ErrorType, error);
            int status = ProtoWriter.BeginMessage(output, SpanFields.Status);
            if (_operations.Message is { IsEmpty: false } message)
            {
                ProtoWriter.WriteBytesField(output, SpanFields.StatusMessage, message);
            }

            ProtoWriter.WriteVarintField(output, SpanFields.StatusCode, SpanFields.StatusError);
            ProtoWriter.EndMessage(output, status);
        }

        return dropped;
    }

    private void WriteIdentity(scoped in ExchangeRecord exchange, ByteBuffer output)
    {
        TraceContext context = TraceContextReader.Read(_requestFields, exchange.Request.Fields);
        bool hasParent = context.TraceId != UInt128.Zero;
        UInt128 traceId = hasParent ? context.TraceId : _identity.TraceId(exchange.Header);
        Span<byte> id = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(id, traceId);
        ProtoWriter.WriteBytesField(output, SpanFields.TraceId, id);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(id, _identity.SpanId(exchange.Header));
        ProtoWriter.WriteBytesField(output, SpanFields.SpanId, id[..8]);
        ReadOnlySpan<byte> state = ReadState(exchange, context, traceId);
        if (!state.IsEmpty)
        {
            ProtoWriter.WriteBytesField(output, SpanFields.TraceState, state);
        }

        if (hasParent)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(id, context.ParentId);
            ProtoWriter.WriteBytesField(output, SpanFields.ParentSpanId, id[..8]);
        }

        // A trace that begins here was not sampled by anybody; it is recorded, which the sampled bit says.
        uint flags = SpanFields.FlagIsRemoteKnown | (hasParent ? context.Flags | SpanFields.FlagIsRemote : SpanFields.FlagSampled);
        ProtoWriter.WriteFixed32Field(output, SpanFields.Flags, flags);
        if (!context.Malformed.IsEmpty)
        {
            AttributeWriter.WriteString(output, _names.MalformedContext, context.Malformed);
        }
    }

    // The caller's, with the probability by which the span is here, where that is ours to say.
    private ReadOnlySpan<byte> ReadState(scoped in ExchangeRecord exchange, in TraceContext context, UInt128 traceId)
    {
        bool hasState = context.IsW3C && TraceContextReader.TryReadState(_requestFields, exchange.Request.Fields, _text);
        ReadOnlySpan<byte> state = hasState ? _text.Written : default;
        if (_options.Sampling is null)
        {
            return state;
        }

        _shown.Clear();
        ProbabilityState.Write(state, SamplingChoice.Of(_options, exchange, context, traceId, state).Threshold, _shown);
        return _shown.Written;
    }

    private void WriteHttp(scoped in ExchangeRecord exchange, ByteBuffer output, bool isKnownMethod)
    {
        ReadOnlySpan<byte> method = exchange.Request.Method;
        bool isUntold = method.IsEmpty && (exchange.Header.Anomalies & Anomalies.RequestFieldsUnknown) != 0;
        if (!isUntold)
        {
            AttributeWriter.WriteString(output, _names.RequestMethod, isKnownMethod ? method : Methods.Other);
        }

        if (!isKnownMethod && !method.IsEmpty)
        {
            // Redacted before it is cut: half of a secret is known to nobody.
            ReadOnlySpan<byte> shown = _redactor.Text(method, _shown);
            shown = shown[..Math.Min(shown.Length, Methods.MaxBytes)];
            AttributeWriter.WriteString(output, _names.RequestMethodOriginal, Utf8Text.Of(shown, _text));
        }

        if (exchange.Response is { IsPresent: true, Status: > 0 })
        {
            AttributeWriter.WriteInt(output, _names.ResponseStatusCode, exchange.Response.Status);
        }

        AttributeWriter.WriteString(output, _names.Transport, "tcp"u8);
        AttributeWriter.WriteString(output, _names.ProtocolName, "http"u8);
        AttributeWriter.WriteString(output, _names.ProtocolVersion, exchange.Header.Protocol switch
        {
            HttpProtocol.Http10 => "1.0"u8,
            HttpProtocol.Http2 => "2"u8,
            _ => "1.1"u8,
        });
    }

    private int WriteFields(scoped in ExchangeRecord exchange, ByteBuffer output)
    {
        _redactor.Looks(MessageSide.Request, PlaceKind.Header);
        int dropped = _headers.Write(exchange.Request.Fields, _requestFields, _names.RequestHeader, output);
        _redactor.Looks(MessageSide.Response, PlaceKind.Header);
        dropped += _headers.Write(exchange.Response.Fields, _responseFields, _names.ResponseHeader, output);
        if (!exchange.Request.Trailers.IsEmpty)
        {
            _redactor.Looks(MessageSide.Request, PlaceKind.Trailer);
            _trailers.Build(exchange.Request.Trailers);
            dropped += _headers.Write(exchange.Request.Trailers, _trailers, _names.RequestTrailer, output);
        }

        if (!exchange.Response.Trailers.IsEmpty)
        {
            _redactor.Looks(MessageSide.Response, PlaceKind.Trailer);
            _trailers.Build(exchange.Response.Trailers);
            dropped += _headers.Write(exchange.Response.Trailers, _trailers, _names.ResponseTrailer, output);
        }

        return dropped;
    }

    private void WriteOwn(in ExchangeHeader header, Anomalies anomalies, bool isTruncated, ByteBuffer output)
    {
        AttributeWriter.WriteString(output, _names.Direction, header.Direction switch
        {
            Direction.Ingress => "ingress"u8,
            Direction.Egress => "egress"u8,
            _ => "unknown"u8,
        });
        AttributeWriter.WriteInt(output, _names.Stream, header.Stream);
        AttributeWriter.WriteInt(output, _names.Ordinal, header.Ordinal);
        if (header.InterimResponses > 0)
        {
            AttributeWriter.WriteInt(output, _names.InterimResponses, header.InterimResponses);
        }

        if (isTruncated)
        {
            AttributeWriter.WriteBool(output, _names.Truncated, true);
        }

        if (anomalies != Anomalies.None && _names.Anomalies is { } name)
        {
            AnomalyAttribute.Write(name, anomalies, output);
        }
    }
}
