namespace PodMirror.Sidecar.Tests;

public sealed class SettingReaderTests
{
    [Fact]
    public void What_is_not_given_is_the_fallback_and_no_fault()
    {
        SettingReader<DayOfWeek> reader = Given(null);

        Assert.Null(reader.GetText(default));
        Assert.Equal(5, reader.GetBytes(default, 5, 0, 10));
        Assert.Equal("podmirror", reader.GetSocketName(default, "podmirror"));
        Assert.Null(reader.GetUser(default));
        Assert.Null(reader.Fault);
    }

    [Fact]
    public void The_first_fault_is_kept_with_the_name_and_the_text()
    {
        SettingReader<DayOfWeek> reader = Given("x");

        Assert.Null(reader.GetUser(DayOfWeek.Monday));
        Assert.Equal(7, reader.GetBytes(DayOfWeek.Tuesday, 7, 0, 10));
        reader.Refuse("something else");

        Assert.Equal("--Monday 'x' is not the number of a user", reader.Fault);
    }

    [Theory]
    [InlineData("4Ki", true)]
    [InlineData("4095", false)]
    [InlineData("8KiB", true)]
    [InlineData("8193", false)]
    [InlineData("many", false)]
    public void A_size_is_within_its_bounds(string text, bool isTaken)
    {
        SettingReader<DayOfWeek> reader = Given(text);

        reader.GetBytes(default, 5000, 4096, 8192);

        Assert.Equal(isTaken ? null : $"--Sunday '{text}' is not a number of bytes from 4 KiB to 8 KiB", reader.Fault);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("600", 600)]
    [InlineData("601", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("5s", null)]
    public void A_time_to_drain_is_at_most_ten_minutes(string text, int? seconds)
    {
        SettingReader<DayOfWeek> reader = Given(text);

        TimeSpan time = reader.GetDrainTime(default, TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(seconds ?? 3), time);
        Assert.Equal(seconds is not null, reader.Fault is null);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData("a\0b", false)]
    public void A_socket_has_a_name_without_NUL(string text, bool isTaken) => Assert.Equal(isTaken, TakesSocket(text));

    [Fact]
    public void A_socket_has_a_name_that_fits_in_sun_path_after_its_first_byte()
    {
        Assert.True(TakesSocket(new string('x', 107)));
        Assert.False(TakesSocket(new string('x', 108)));
        Assert.False(TakesSocket(new string('é', 54)));
    }

    private static bool TakesSocket(string text)
    {
        SettingReader<DayOfWeek> reader = Given(text);
        return reader.GetSocketName(default, "podmirror") == text && reader.Fault is null;
    }

    private static SettingReader<DayOfWeek> Given(string? text) => new(setting => (text, $"--{setting}"));
}
