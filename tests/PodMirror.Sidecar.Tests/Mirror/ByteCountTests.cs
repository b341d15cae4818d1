using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class ByteCountTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("8388608", 8_388_608)]
    [InlineData("128Ki", 131_072)]
    [InlineData("128KiB", 131_072)]
    [InlineData("8Mi", 8_388_608)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("2147483647", int.MaxValue)]
    public void A_count_is_read_with_or_without_its_unit(string text, int bytes)
    {
        Assert.True(ByteCount.TryParse(text, out int read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("8M")]
    [InlineData("8 Mi")]
    [InlineData("8B")]
    [InlineData("Mi")]
    [InlineData("1.5Mi")]
    [InlineData("2Gi")]
    [InlineData("2147483648")]
    public void What_is_no_count_or_too_large_is_refused(string text) => Assert.False(ByteCount.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1000, "1000 B")]
    [InlineData(131_072, "128 KiB")]
    [InlineData(8_388_608, "8 MiB")]
    [InlineData(1_073_741_824, "1 GiB")]
    public void A_count_is_written_in_its_largest_whole_unit(int bytes, string text) => Assert.Equal(text, ByteCount.Format(bytes));
}
