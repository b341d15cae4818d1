using System.Buffers;
using System.Buffers.Binary;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Reads the batches of a damaged file from the pages that hold rows (Database File Format, B-tree Pages), without those above, which lead to them:
/// one flipped bit there hides whole pages of sound rows. A row is known by its checksum; its body may lie on further pages, each naming the next.
/// </summary>
/// <param name="file">The file; no journal beside it is read.</param>
internal sealed class LeafScan(FileStream file)
{
    private const byte TableLeaf = 13;
    private const int CellCountAt = 3;
    private const int CellsAt = 8;
    private const int PageNumberBytes = 4;

    /// <summary>The most of a row that lies on its page, and the least where it is longer (Cell Payload Overflow Pages).</summary>
    private const int MaxLocal = QueueLimits.PageBytes - 35;
    private const int MinLocal = ((QueueLimits.PageBytes - 12) * 32 / 255) - 23;

    private readonly byte[] _page = new byte[QueueLimits.PageBytes];
    private readonly byte[] _further = new byte[QueueLimits.PageBytes];

    /// <summary>
    /// All rows whose checksum holds, in no order; also some that were deleted, from pages that are free. The caller releases each.
    /// </summary>
    public IEnumerable<StoredBatch> Run()
    {
        // The first page holds the schema.
        for (long number = 2; TryRead(number, _page); number++)
        {
            // A page that tells of fewer rows than it has hides the last ones. Behind all of them comes what is no row, or one once more.
            int cells = _page[0] == TableLeaf ? BinaryPrimitives.ReadUInt16BigEndian(_page.AsSpan(CellCountAt)) : -1;
            for (int i = 0; cells >= 0 && i < (_page.Length - CellsAt) / sizeof(ushort); i++)
            {
                if (Read(BinaryPrimitives.ReadUInt16BigEndian(_page.AsSpan(CellsAt + (i * sizeof(ushort))))) is { } batch)
                {
                    yield return batch;
                }
                else if (i >= cells)
                {
                    break;
                }
            }
        }
    }

    private StoredBatch? Read(int cell)
    {
        var reader = new RowReader(_page, cell);
        long payload = reader.Varint();
        long id = reader.Varint();
        int start = reader.At;
        int local = Local(payload);
        if (!reader.IsSound || payload <= 0 || start + local > _page.Length)
        {
            return null;
        }

        var types = new RowReader(_page.AsSpan(0, start + local), start);
        var columns = new RowReader(_page.AsSpan(0, start + local), start + (int)Math.Clamp(types.Varint(), 0, local));
        bool isRow = types.Varint() == 0;
        long receivedNs = columns.Column(types.Varint());
        long spans = columns.Column(types.Varint());
        long rawBytes = columns.Column(types.Varint());
        long checksum = columns.Column(types.Varint());
        long bodyBytes = (types.Varint() - 12) / 2;

        // What a row says of its length is only as good as the file: no more than that is taken for it.
        bool isSound = isRow && types.IsSound && columns.IsSound && id is > 0 and < QueueLimits.MaxId
            && checksum == QueueChecksum.Of(id, receivedNs, spans, rawBytes)
            && rawBytes is >= 0 and <= QueueLimits.MaxBatchBytes && spans is >= 0 and <= int.MaxValue
            && bodyBytes >= 0 && bodyBytes <= Math.Min(file.Length, int.MaxValue) && bodyBytes == payload - (columns.At - start);
        if (!isSound || ReadBody(columns.At, start + local, (int)bodyBytes) is not { } body)
        {
            return null;
        }

        return new StoredBatch(new BatchHead(id, receivedNs, (int)spans, bodyBytes), (int)rawBytes, body);
    }

    /// <summary>How much of a row lies on its page.</summary>
    private static int Local(long payload)
    {
        if (payload <= MaxLocal)
        {
            return (int)Math.Max(payload, 0);
        }

        long local = MinLocal + ((payload - MinLocal) % (QueueLimits.PageBytes - PageNumberBytes));
        return (int)(local <= MaxLocal ? local : MinLocal);
    }

    /// <summary>Puts a body together in a pooled array; null when it does not lie where its pages say.</summary>
    private byte[]? ReadBody(int from, int to, int length)
    {
        byte[] body = ArrayPool<byte>.Shared.Rent(length);
        int filled = Math.Min(to - from, length);
        _page.AsSpan(from, filled).CopyTo(body);
        uint next = filled < length && to + PageNumberBytes <= _page.Length ? BinaryPrimitives.ReadUInt32BigEndian(_page.AsSpan(to)) : 0;
        while (filled < length)
        {
            if (next < 2 || !TryRead(next, _further))
            {
                ArrayPool<byte>.Shared.Return(body);
                return null;
            }

            int count = Math.Min(length - filled, _further.Length - PageNumberBytes);
            _further.AsSpan(PageNumberBytes, count).CopyTo(body.AsSpan(filled));
            filled += count;
            next = BinaryPrimitives.ReadUInt32BigEndian(_further);
        }

        return body;
    }

    private bool TryRead(long number, byte[] page)
    {
        file.Position = (number - 1) * page.Length;
        return file.ReadAtLeast(page, page.Length, throwOnEndOfStream: false) == page.Length;
    }
}
