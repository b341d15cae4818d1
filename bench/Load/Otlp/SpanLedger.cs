using System.Buffers.Binary;

namespace PodMirror.Bench.Load;

/// <summary>Which of the spans of <see cref="SpanTemplate"/> came, by their numbers, and how often; kept in a file over restarts of a sink.</summary>
internal sealed class SpanLedger
{
    /// <summary>Spans that a run can tell apart.</summary>
    private const int MaxSpans = 256 << 20;

    private readonly Lock _lock = new();
    private readonly string? _file;
    private byte[] _seen = new byte[1 << 20];

    public SpanLedger(string? file)
    {
        _file = file;
        if (file is not null && File.Exists(file))
        {
            _seen = File.ReadAllBytes(file);
            Distinct = _seen.Sum(b => (long)System.Numerics.BitOperations.PopCount(b));
        }
    }

    public long Requests { get; private set; }

    public long Bytes { get; private set; }

    public long Spans { get; private set; }

    public long Distinct { get; private set; }

    /// <summary>Counts the spans of a request.</summary>
    public void Add(ReadOnlySpan<byte> request)
    {
        lock (_lock)
        {
            Requests++;
            Bytes += request.Length;
            var resources = new Proto(request);
            while (resources.Next())
            {
                var scopes = new Proto(resources.Bytes);
                while (scopes.Next())
                {
                    if (scopes.Field == 2)
                    {
                        AddScope(scopes.Bytes);
                    }
                }
            }
        }
    }

    public void Save()
    {
        if (_file is not null)
        {
            File.WriteAllBytes(_file, _seen);
        }
    }

    /// <summary>The counts, as one line of JSON.</summary>
    public override string ToString() =>
        $"{{\"requests\":{Requests},\"bytes\":{Bytes},\"spans\":{Spans},\"distinct\":{Distinct}}}";

    private void AddScope(ReadOnlySpan<byte> scopeSpans)
    {
        var spans = new Proto(scopeSpans);
        while (spans.Next())
        {
            if (spans.Field == 2)
            {
                Mark(Id(spans.Bytes));
            }
        }
    }

    private static long Id(ReadOnlySpan<byte> span)
    {
        var fields = new Proto(span);
        while (fields.Next() && fields.Field != 2)
        {
        }

        return BinaryPrimitives.ReadInt64BigEndian(fields.Bytes);
    }

    private void Mark(long id)
    {
        Spans++;
        if (id is < 0 or >= MaxSpans)
        {
            throw new InvalidDataException($"span {id} is none of ours");
        }

        int index = (int)(id >> 3);
        if (index >= _seen.Length)
        {
            Array.Resize(ref _seen, Math.Max(_seen.Length * 2, index + 1));
        }

        byte bit = (byte)(1 << (int)(id & 7));
        Distinct += (_seen[index] & bit) == 0 ? 1 : 0;
        _seen[index] |= bit;
    }
}
