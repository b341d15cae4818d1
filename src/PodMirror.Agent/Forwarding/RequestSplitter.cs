using System.Buffers;
using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Splits an ExportTraceServiceRequest between its spans into requests of at most so many bytes. Each part repeats the resource and the scope of
/// its spans; nothing of a span changes. A span that is too large by itself goes alone.
/// </summary>
internal sealed class RequestSplitter
{
    private const int ResourceSpansField = 1;
    private const int ChildrenField = 2;

    /// <summary>Where a span that could not be read was masked.</summary>
    private const int MaskedField = 15;

    /// <summary>Tags and lengths around the spans of a chunk: two messages, five bytes of length each.</summary>
    private const int FrameBytes = 12;

    private readonly int _maxBytes;
    private readonly List<(ReadOnlyMemory<byte> Bytes, int Spans)> _parts = [];
    private readonly ArrayBufferWriter<byte> _chunk = new();
    private ArrayBufferWriter<byte> _part = new();
    private int _partSpans;
    private int _chunkSpans;

    private RequestSplitter(int maxBytes) => _maxBytes = maxBytes;

    /// <summary>Splits a request that was checked before.</summary>
    public static IReadOnlyList<(ReadOnlyMemory<byte> Bytes, int Spans)> Split(ReadOnlyMemory<byte> request, int maxBytes)
    {
        var splitter = new RequestSplitter(maxBytes);
        var reader = new ProtoReader(request.Span);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == ResourceSpansField && reader.TryReadBytes(wire, out ReadOnlySpan<byte> resourceSpans))
            {
                splitter.AddResource(resourceSpans);
            }
            else
            {
                reader.TrySkip(wire);
            }
        }

        splitter.EndPart();
        return splitter._parts;
    }

    private void AddResource(ReadOnlySpan<byte> resourceSpans)
    {
        byte[] head = HeadOf(resourceSpans);
        var reader = new ProtoReader(resourceSpans);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == ChildrenField && reader.TryReadBytes(wire, out ReadOnlySpan<byte> scopeSpans))
            {
                AddScope(head, scopeSpans);
            }
            else if (field != ChildrenField)
            {
                reader.TrySkip(wire);
            }
        }
    }

    private void AddScope(byte[] resourceHead, ReadOnlySpan<byte> scopeSpans)
    {
        byte[] scopeHead = HeadOf(scopeSpans);
        int heads = resourceHead.Length + scopeHead.Length + FrameBytes;
        var reader = new ProtoReader(scopeSpans);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != ChildrenField)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> span))
            {
                if (_part.WrittenCount + heads + _chunk.WrittenCount + span.Length + FrameBytes > _maxBytes)
                {
                    EndChunk(resourceHead, scopeHead);
                    EndPart();
                }

                ProtoWriter.WriteBytesField(_chunk, ChildrenField, span);
                _chunkSpans++;
            }
        }

        EndChunk(resourceHead, scopeHead);
    }

    /// <summary>Writes ResourceSpans { head, ScopeSpans { head, spans } } into the part.</summary>
    private void EndChunk(byte[] resourceHead, byte[] scopeHead)
    {
        if (_chunkSpans == 0)
        {
            return;
        }

        var scopeSpans = new ArrayBufferWriter<byte>(scopeHead.Length + _chunk.WrittenCount);
        scopeSpans.Write(scopeHead);
        scopeSpans.Write(_chunk.WrittenSpan);
        var resourceSpans = new ArrayBufferWriter<byte>(resourceHead.Length + scopeSpans.WrittenCount + FrameBytes);
        resourceSpans.Write(resourceHead);
        ProtoWriter.WriteBytesField(resourceSpans, ChildrenField, scopeSpans.WrittenSpan);
        ProtoWriter.WriteBytesField(_part, ResourceSpansField, resourceSpans.WrittenSpan);
        _partSpans += _chunkSpans;
        _chunkSpans = 0;
        _chunk.ResetWrittenCount();
    }

    private void EndPart()
    {
        if (_partSpans > 0)
        {
            _parts.Add((_part.WrittenMemory, _partSpans));
            (_part, _partSpans) = (new ArrayBufferWriter<byte>(), 0);
        }
    }

    /// <summary>All fields of a message but its children and what was masked, as they are.</summary>
    private static byte[] HeadOf(ReadOnlySpan<byte> message)
    {
        var head = new ArrayBufferWriter<byte>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            int begin = reader.TagPosition;
            reader.TrySkip(wire);
            if (field is not (ChildrenField or MaskedField))
            {
                head.Write(message[begin..reader.Position]);
            }
        }

        return head.WrittenSpan.ToArray();
    }
}
