using PodMirror.Exchange;
using PodMirror.Sidecar.Tme;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class RecordBufferTests
{
    [Fact]
    public void Records_of_every_size_come_out_as_they_went_in_however_they_are_cut()
    {
        var random = new Random(7);
        var buffer = new RecordBuffer();
        byte[][] records = [.. Enumerable.Range(0, 200).Select(i => TmeRig.Exchange((uint)i, random.Next(0, 60_000)))];
        byte[] stream = [.. records.SelectMany(record => record)];
        var bodies = new List<byte[]>();
        for (int at = 0; at < stream.Length;)
        {
            Memory<byte> room = buffer.Room;
            Assert.False(room.IsEmpty);
            int count = Math.Min(random.Next(1, 100_000), Math.Min(room.Length, stream.Length - at));
            stream.AsSpan(at, count).CopyTo(room.Span);
            buffer.Commit(count);
            at += count;
            while (buffer.TryTake(out _, out ReadOnlySpan<byte> body) == RecordStatus.Complete)
            {
                bodies.Add(body.ToArray());
            }
        }

        Assert.Equal(records.Select(record => record[RecordFormat.HeaderBytes..]), bodies);
    }

    [Fact]
    public void The_largest_record_fits_and_its_memory_is_given_back()
    {
        var buffer = new RecordBuffer();
        byte[] record = new byte[RecordFormat.MaxRecordBytes];
        BitConverter.TryWriteBytes(record, RecordFormat.MaxRecordBytes - RecordFormat.LengthBytes);
        record[RecordFormat.LengthBytes] = RecordFormat.Version;
        record[RecordFormat.LengthBytes + 1] = 99;
        RecordStatus status = RecordStatus.NeedMore;
        for (int at = 0; at < record.Length;)
        {
            Memory<byte> room = buffer.Room;
            int count = Math.Min(room.Length, record.Length - at);
            record.AsSpan(at, count).CopyTo(room.Span);
            buffer.Commit(count);
            at += count;
            status = buffer.TryTake(out _, out _);
        }

        Assert.Equal(RecordStatus.Complete, status);
        Assert.Equal(RecordFormat.MaxRecordBytes, buffer.CapacityBytes);
        Assert.Equal(RecordBuffer.UsualBytes, buffer.Room.Length);
    }
}
