namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>What is on the disk of a file, whatever happens.</summary>
internal sealed class DurableContent(byte[] content)
{
    /// <summary>What a disk writes whole or not at all.</summary>
    private const int SectorBytes = 512;

    private byte[] _bytes = content;
    private int _length = content.Length;

    public int Length => _length;

    public byte[] ToArray() => _bytes[.._length];

    public DurableContent Copy() => new(ToArray());

    public void Apply(in UnsyncedChange change)
    {
        if (change.Bytes is { } bytes)
        {
            SetLength(Math.Max(_length, (int)change.Offset + bytes.Length));
            bytes.CopyTo(_bytes, change.Offset);
        }
        else
        {
            SetLength((int)change.Offset);
        }
    }

    /// <summary>Applies any part of a change: none, all, or some sectors of it.</summary>
    public void ApplySome(in UnsyncedChange change, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                return;
            case 1:
                Apply(change);
                return;
            default:
                ApplySectors(change, random);
                return;
        }
    }

    private void ApplySectors(in UnsyncedChange change, Random random)
    {
        byte[] bytes = change.Bytes ?? [];
        for (int start = 0; start < bytes.Length;)
        {
            long offset = change.Offset + start;
            int end = (int)Math.Min(bytes.Length, start + SectorBytes - (offset % SectorBytes));
            if (random.Next(2) == 0)
            {
                Apply(new UnsyncedChange(offset, bytes[start..end]));
            }

            start = end;
        }
    }

    private void SetLength(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
        }

        if (length < _length)
        {
            Array.Clear(_bytes, length, _length - length);
        }

        _length = length;
    }
}
