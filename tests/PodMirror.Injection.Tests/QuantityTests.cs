namespace PodMirror.Injection.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("100m", 0.1)]
    [InlineData("+1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("64Mi", 67_108_864)]
    [InlineData("1k", 1000)]
    [InlineData("2e3", 2000)]
    [InlineData("2E3", 2000)]
    [InlineData("250u", 0.00025)]
    public void What_kubernetes_reads_is_read(string text, double expected)
    {
        Assert.True(Quantity.TryParse(text, out Quantity quantity));
        Assert.Equal((decimal)expected, quantity.Value);
        Assert.Equal(text, quantity.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1 Mi")]
    [InlineData("Mi")]
    [InlineData("1mi")]
    [InlineData("1e99")]
    [InlineData("9Ei9")]
    [InlineData("8Ei")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("1\"}")]
    [InlineData("100\0m")]
    [InlineData("1\0")]
    [InlineData("111111111111111111111111111111111")]
    public void What_it_does_not_read_is_refused(string? text) => Assert.False(Quantity.TryParse(text, out _));
}
