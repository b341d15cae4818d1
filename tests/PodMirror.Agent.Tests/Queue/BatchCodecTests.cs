using System.Buffers;
using System.Globalization;
using System.Text;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Tests.Queue;

public sealed class BatchCodecTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(3000)]
    public void A_batch_comes_back_as_it_was(int items)
    {
        byte[] batch = Json(items);

        Assert.Equal(batch, RoundTrip(batch));
    }

    [Fact]
    public void So_does_one_in_which_nothing_repeats()
    {
        byte[] batch = new byte[300_000];
        new Random(1).NextBytes(batch);

        Assert.Equal(batch, RoundTrip(batch));
    }

    [Fact]
    public void Json_takes_less_than_a_third_also_where_half_of_it_repeats_nothing()
    {
        byte[] batch = Json(3000);

        Assert.InRange(LengthOf(batch), 1, batch.Length / 3);
    }

    [Fact]
    public void Of_a_batch_with_a_flipped_bit_nothing_is_read()
    {
        byte[] batch = Json(100);
        (byte[] body, int length) = BatchCodec.Compress(batch);
        body[length / 2] ^= 1;

        Assert.Null(BatchCodec.Decompress(new StoredBatch(new BatchHead(1, 0, 1, length), batch.Length, body)));
    }

    private static byte[] RoundTrip(byte[] batch)
    {
        (byte[] body, int length) = BatchCodec.Compress(batch);
        Payload? payload = BatchCodec.Decompress(new StoredBatch(new BatchHead(1, 0, 1, length), batch.Length, body));
        ArrayPool<byte>.Shared.Return(body);
        Assert.NotNull(payload);
        byte[] bytes = payload.Bytes.ToArray();
        payload.Release();
        return bytes;
    }

    private static int LengthOf(byte[] batch)
    {
        (byte[] body, int length) = BatchCodec.Compress(batch);
        ArrayPool<byte>.Shared.Return(body);
        return length;
    }

    /// <summary>What bodies of spans look like: names that come again and again, and values that do not.</summary>
    private static byte[] Json(int items)
    {
        var random = new Random(items);
        var text = new StringBuilder();
        for (int i = 0; i < items; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{random.NextInt64():x16}\",\"name\":\"product {random.Next(1000)}\",");
            text.Append(CultureInfo.InvariantCulture, $"\"price\":{random.Next(10_000)},\"stock\":{random.Next(100)}}},");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
