namespace PodMirror.Exchange.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("65536", 65_536)]
    [InlineData("8388608", 8_388_608)]
    [InlineData("0064", 64)]
    [InlineData("128Ki", 128 << 10)]
    [InlineData("128KiB", 128 << 10)]
    [InlineData("512KiB", 512 << 10)]
    [InlineData("8Mi", 8 << 20)]
    [InlineData("256Mi", 256 << 20)]
    [InlineData("256MiB", 256 << 20)]
    [InlineData("1Gi", 1 << 30)]
    [InlineData("1GiB", 1 << 30)]
    [InlineData("2147483647", int.MaxValue)]
    public void A_size_is_read_with_or_without_its_unit(string text, int bytes)
    {
        Assert.True(ByteSize.TryParse(text, out int read));
        Assert.Equal(bytes, read);
        Assert.True(ByteSize.TryParse(text, out long readLong));
        Assert.Equal(bytes, readLong);
    }

    [Theory]
    [InlineData("2Gi", 2L << 30)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("2147483648", 2L << 30)]
    [InlineData("1Ti", 1L << 40)]
    [InlineData("1TiB", 1L << 40)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_of_31_bits_and_more_is_read_as_a_long_only(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out long read));
        Assert.Equal(bytes, read);
        Assert.False(ByteSize.TryParse(text, out int none));
        Assert.Equal(0, none);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("8M")]
    [InlineData("8 Mi")]
    [InlineData("8B")]
    [InlineData("8MiBB")]
    [InlineData("8mi")]
    [InlineData("Mi")]
    [InlineData("MiB")]
    [InlineData("B")]
    [InlineData("1.5Mi")]
    [InlineData("1.5GiB")]
    [InlineData("1MB")]
    [InlineData("9999999999GiB")]
    [InlineData("99999999999999999999")]
    public void What_is_no_size_is_not_read(string text)
    {
        Assert.False(ByteSize.TryParse(text, out int _));
        Assert.False(ByteSize.TryParse(text, out long _));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1000, "1000 B")]
    [InlineData(131_072, "128 KiB")]
    [InlineData(8_388_608, "8 MiB")]
    [InlineData(1_073_741_824, "1 GiB")]
    [InlineData(int.MaxValue, "2147483647 B")]
    [InlineData(3L << 40, "3 TiB")]
    public void A_size_is_written_in_its_largest_whole_unit(long bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));
}
