using System.Text;
using CsCheck;
using PodMirror.Protocols.Tests.Kit;
using PodMirror.TestKit;

namespace PodMirror.Protocols.Tests.Http2;

public sealed class HpackTests
{
    private const int Budget = 1 << 22;

    // Blocks of one connection, in hexadecimal; the fields of the last.
    [Theory]
    [InlineData("82", ":method: GET")]
    [InlineData("88", ":status: 200")]
    [InlineData("400161 0162", "a: b")]
    [InlineData("000161 0162", "a: b")]
    [InlineData("100161 0162", "a: b")]
    [InlineData("04022f61", ":path: /a")]
    [InlineData("4081 1f 81 1f", "a: a")]
    [InlineData("400161 0162|be", "a: b")]
    [InlineData("400161 0162|400163 0164|bf", "a: b")]
    [InlineData("400161 0162|7e 0163|be", "a: c")]
    [InlineData("400161 0162|20 82", ":method: GET")]
    [InlineData("3fe11f 82", ":method: GET")]
    public void A_field_is_read_in_each_of_its_forms(string blocks, string expected)
    {
        HpackDecoder decoder = Decoder();
        FieldList? read = null;
        foreach (string block in blocks.Split('|'))
        {
            Assert.NotNull(read = Read(decoder, block));
        }

        Assert.Equal([expected], read!.Fields);
    }

    [Theory]
    [InlineData("80")]
    [InlineData("be")]
    [InlineData("7f")]
    [InlineData("ff")]
    [InlineData("ffffffffff")]
    [InlineData("ffffffffff7f")]
    [InlineData("40")]
    [InlineData("4001")]
    [InlineData("400161")]
    [InlineData("4001610562")]
    [InlineData("4000 0162")]
    [InlineData("3fffffffffff7f")]
    [InlineData("400161 8100")]
    [InlineData("400161 82fffe")]
    [InlineData("400161 84ffffffff")]
    [InlineData("400161 0162|20be")]
    [InlineData("400161 0162|3f02 be")]
    public void What_no_encoder_may_write_is_refused_and_the_decoder_joins_anew(string blocks)
    {
        HpackDecoder decoder = Decoder();
        FieldList? read = null;
        foreach (string block in blocks.Split('|'))
        {
            read = Read(decoder, block);
        }

        Assert.Null(read);
        Assert.Equal([FieldList.Unknown], Read(decoder, "be")!.Fields);
    }

    [Theory]
    [InlineData("be", "?")]
    [InlineData("7e 0163", "?")]
    [InlineData("7e 0163|be", "?")]
    [InlineData("400161 0162|be|be", "a: b")]
    [InlineData("400161 0162|bf", "?")]
    [InlineData("82", ":method: GET")]
    [InlineData("20 3fe11f|400161 0162|be", "a: b")]
    public void Joined_in_the_middle_what_was_told_before_is_unknown_and_all_else_exact(string blocks, string expected)
    {
        HpackDecoder decoder = Decoder();
        decoder.Join();
        FieldList? read = null;
        foreach (string block in blocks.Split('|'))
        {
            read = Read(decoder, block);
        }

        Assert.Equal([expected], read!.Fields);
    }

    [Fact]
    public void Joined_in_the_middle_a_field_that_may_or_may_not_fit_the_table_makes_what_was_told_before_unknown()
    {
        HpackDecoder decoder = Decoder();
        decoder.Join();
        Assert.Equal(["a: b"], Read(decoder, "400161 0162")!.Fields);

        byte[] large = [0x40, 1, (byte)'l', 0x7F, 0x81, 0x3E, .. new byte[8064]];
        Assert.True(decoder.TryDecode(large, new FieldList()));

        Assert.Equal([FieldList.Unknown], Read(decoder, "be")!.Fields);
    }

    [Fact]
    public void Whatever_is_encoded_is_decoded_and_from_wherever_it_is_joined_nothing_is_wrong() =>
        Gen.Select(Gen.Int, Gen.Int[0, 6]).Sample((seed, joinAt) =>
        {
            var random = new Random(seed);
            int max = random.Next(3) switch { 0 => 100, 1 => 4096, _ => 300 };
            var encoder = new HpackEncoder(random, DynamicTable.InitialBytes);
            (HpackDecoder whole, HpackDecoder joined) = (Decoder(), Decoder());
            joined.Join();
            for (int block = 0; block < 12; block++)
            {
                (string Name, string Value)[] fields = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Field(random))];
                byte[] resized = block == 2 ? encoder.Resize(max) : [];
                byte[] wire = [.. resized, .. encoder.Encode(fields)];
                string[] expected = [.. fields.Select(field => $"{field.Name}: {field.Value}")];

                var all = new FieldList();
                Assert.True(whole.TryDecode(wire, all));
                Assert.Equal(expected, all.Fields);
                if (block >= joinAt)
                {
                    var some = new FieldList();
                    Assert.True(joined.TryDecode(wire, some));
                    Assert.Equal(expected.Select((field, i) => encoder.ToldIn[i] >= joinAt ? field : FieldList.Unknown), some.Fields);
                }
            }
        });

    [Fact]
    public void Without_memory_fields_are_unknown_later_and_never_wrong()
    {
        var buffers = new BufferPool(2048);
        var decoder = new HpackDecoder(buffers, new HpackScratch());
        decoder.Begin();
        byte[] taken = buffers.TryRent(1024)!;

        Assert.Equal(["a: b"], Read(decoder, "400161 0162")!.Fields);
        Assert.Equal([FieldList.Unknown], Read(decoder, "be")!.Fields);

        buffers.Return(taken);
        Assert.Equal(["c: d"], Read(decoder, "400163 0164")!.Fields);
        Assert.Equal(["c: d", FieldList.Unknown], Read(decoder, "be bf")!.Fields);
        decoder.Release();
        Assert.Equal(0, buffers.RentedBytes);
    }

    [Fact]
    public void Nothing_is_allocated_once_the_table_has_its_size()
    {
        HpackDecoder decoder = Decoder();
        var nobody = new Nobody();
        byte[][] blocks = [.. Enumerable.Range(0, 1000).Select(i => Encoding.ASCII.GetBytes($"@\u0005x-num\u0004{i:0000}\u00be"[..^1]))];
        Array.ForEach(blocks, block => decoder.TryDecode(block, nobody));

        long allocated = Allocation.Least(() =>
        {
            foreach (byte[] block in blocks)
            {
                decoder.TryDecode(block, nobody);
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal((1 + Allocation.Rounds) * 1000, nobody.Fields);
    }

    [Theory]
    [InlineData(0x7E, 17)]
    [InlineData(0x0F2F, 100_000)]
    public void A_long_name_is_copied_a_bounded_number_of_times_however_often_a_block_refers_to_it(int form, int known)
    {
        // A table of 65,536 bytes with one entry, whose name has 60,000: 0x7F, then what is beyond in groups of seven bits.
        HpackDecoder decoder = Decoder();
        Assert.True(decoder.TryDecode([0x3F, 0xE1, 0xFF, 3, 0x40, 0x7F, 0xE1, 0xD3, 3, .. new byte[60_000], 0], new Nobody()));
        byte[] reference = form > byte.MaxValue ? [(byte)(form >> 8), (byte)form, 0] : [(byte)form, 0];

        var nobody = new Nobody();
        Assert.True(decoder.TryDecode(PlainHttp2.Times(100_000, reference), nobody));

        Assert.Equal((known, 100_000 - known), (nobody.Fields, nobody.Unknown));
    }

    internal static HpackDecoder Decoder()
    {
        var decoder = new HpackDecoder(new BufferPool(Budget), new HpackScratch());
        decoder.Begin();
        return decoder;
    }

    private static (string Name, string Value) Field(Random random) =>
        ("n" + random.Next(6), new string((char)('a' + random.Next(3)), random.Next(20) == 0 ? 90 : random.Next(4)));

    private static FieldList? Read(HpackDecoder decoder, string hex)
    {
        var read = new FieldList();
        return decoder.TryDecode(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), read) ? read : null;
    }

    private sealed class Nobody : IFieldSink
    {
        public int Fields { get; private set; }

        public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Fields++;

        public int Unknown { get; private set; }

        public void OnUnknownField() => Unknown++;
    }
}
