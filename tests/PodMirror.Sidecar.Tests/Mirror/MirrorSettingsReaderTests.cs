using PodMirror.Exchange;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class MirrorSettingsReaderTests
{
    [Fact]
    public void Nothing_given_gives_the_defaults()
    {
        MirrorSettings settings = Read([], out string? fault);

        Assert.Null(fault);
        Assert.Null(settings.Mode);
        Assert.Empty(settings.Ports);
        Assert.Equal(131_072, settings.MaxBodyBytes);
        Assert.Equal(8 * 1024 * 1024, settings.Ring.RingBytes);
        Assert.Equal("podmirror", settings.SocketName);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.DrainTime);
    }

    [Fact]
    public void Everything_given_is_taken()
    {
        MirrorSettings settings = Read(
            new()
            {
                [MirrorSetting.Mode] = "ingress_and_egress",
                [MirrorSetting.Ports] = "80, 8080",
                [MirrorSetting.Exclude] = "10.0.0.1:4317,9999",
                [MirrorSetting.Interface] = "eth0",
                [MirrorSetting.MaxBodyBytes] = "1Mi",
                [MirrorSetting.RingBytes] = "2Mi",
                [MirrorSetting.BlockBytes] = "128Ki",
                [MirrorSetting.Socket] = "other",
                [MirrorSetting.PeerUid] = "65532",
                [MirrorSetting.DrainSeconds] = "0",
            },
            out string? fault);

        Assert.Null(fault);
        Assert.Equal(CaptureMode.IngressAndEgress, settings.Mode);
        Assert.Equal([80, 8080], settings.Ports);
        Assert.Equal("10.0.0.1:4317,9999", string.Join(',', settings.Exclusions));
        Assert.Equal("eth0", settings.Interface);
        Assert.Equal(1024 * 1024, settings.MaxBodyBytes);
        Assert.Equal(2 * 1024 * 1024, settings.Ring.RingBytes);
        Assert.Equal(128 * 1024, settings.Ring.BlockBytes);
        Assert.Equal("other", settings.SocketName);
        Assert.Equal(65532u, settings.PeerUid);
        Assert.Equal(TimeSpan.Zero, settings.DrainTime);
    }

    [Fact]
    public void Exclude_none_leaves_nothing_out_and_silences_the_notice()
    {
        MirrorSettings settings = Read(new() { [MirrorSetting.Exclude] = "none" }, out string? fault, "http://collector:80");

        Assert.Null(fault);
        Assert.Empty(settings.Exclusions);
        Assert.Null(settings.Notice);
    }

    [Theory]
    [InlineData(nameof(MirrorSetting.Mode), "both")]
    [InlineData(nameof(MirrorSetting.Ports), "80;81")]
    [InlineData(nameof(MirrorSetting.Ports), "80,")]
    [InlineData(nameof(MirrorSetting.Ports), "0")]
    [InlineData(nameof(MirrorSetting.Exclude), "collector:4317")]
    [InlineData(nameof(MirrorSetting.MaxBodyBytes), "2Mi")]
    [InlineData(nameof(MirrorSetting.MaxBodyBytes), "many")]
    [InlineData(nameof(MirrorSetting.RingBytes), "8M")]
    [InlineData(nameof(MirrorSetting.RingBytes), "100")]
    [InlineData(nameof(MirrorSetting.BlockBytes), "1")]
    [InlineData(nameof(MirrorSetting.Socket), "")]
    [InlineData(nameof(MirrorSetting.PeerUid), "root")]
    [InlineData(nameof(MirrorSetting.DrainSeconds), "601")]
    [InlineData(nameof(MirrorSetting.DrainSeconds), "-1")]
    public void A_value_that_cannot_be_is_a_fault_of_one_line(string setting, string text)
    {
        Read(new() { [Enum.Parse<MirrorSetting>(setting)] = text }, out string? fault);

        Assert.NotNull(fault);
        Assert.DoesNotContain('\n', fault);
    }

    [Fact]
    public void A_fault_names_the_option_or_the_variable_and_what_was_given()
    {
        Read(new() { [MirrorSetting.Mode] = "both" }, out string? fault);
        Assert.Equal("Mode 'both' is not ingress, egress or ingress_and_egress", fault);
    }

    [Fact]
    public void More_ports_than_the_filter_takes_are_a_fault()
    {
        Read(new() { [MirrorSetting.Ports] = string.Join(',', Enumerable.Range(1, 65)) }, out string? fault);
        Assert.Contains("at most 64", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_has_a_variable_of_its_name() => Assert.Equal("PODMIRROR_MAX_BODY_BYTES", SettingOption.VariableOf("--max-body-bytes"));

    private static MirrorSettings Read(Dictionary<MirrorSetting, string> given, out string? fault, string? exportEndpoint = null)
    {
        var reader = new MirrorSettingsReader(setting => (given.GetValueOrDefault(setting), setting.ToString()));
        MirrorSettings settings = reader.Read(name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? exportEndpoint : null);
        fault = reader.Fault;
        return settings;
    }
}
