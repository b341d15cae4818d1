using System.Security.Cryptography;
using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests.Configuration;

public sealed class CaptureAndSamplingTests
{
    private const string Whole = """
        {
          "defaults": {
            "capture": { "mode": "ingress_and_egress", "ports": [80, 8080], "maxBodyBytes": 4096, "cpuShare": 0.5 },
            "sampling": { "share": 0.1, "endpoints": [{ "path": "/health", "share": 0 }, { "path": "/**", "method": "GET", "share": 0.5 }] },
            "streamEvents": 4
          },
          "namespaces": { "shop": { "capture": { "ports": [], "excludedPorts": [9090] }, "sampling": {} } },
          "deployments": { "shop/cart": { "capture": { "mode": "egress" }, "sampling": { "share": 0.000001 }, "streamEvents": 0 } }
        }
        """;

    [Fact]
    public void Each_member_of_the_capture_goes_by_the_narrowest_scope_and_sampling_goes_as_a_whole()
    {
        ConfigScope other = Read(Whole).For("other", "cart");
        ConfigScope shop = Read(Whole).For("shop", "till");
        ConfigScope cart = Read(Whole).For("shop", "cart");

        Assert.Equal((CaptureMode.IngressAndEgress, 2, true), (other.Capture.Mode, other.Capture.Ports!.Count, other.Capture.ExcludedPorts is null));
        Assert.Equal((0.1, 2, 4), (other.Sampling!.Share, other.Sampling.Endpoints.Count, other.StreamEvents));
        Assert.Equal("GET", other.Sampling.Endpoints[1].Method);
        Assert.Equal((CaptureMode.IngressAndEgress, 0, 1), (shop.Capture.Mode, shop.Capture.Ports!.Count, shop.Capture.ExcludedPorts!.Count));
        Assert.Equal((1.0, 0), (shop.Sampling!.Share, shop.Sampling.Endpoints.Count));
        Assert.Equal((CaptureMode.Egress, 1), (cart.Capture.Mode, cart.Capture.ExcludedPorts!.Count));
        Assert.Equal((4096, 0.5), (cart.Capture.MaxBodyBytes, cart.Capture.CpuShare));
        Assert.Equal((0.000001, 0), (cart.Sampling!.Share, cart.StreamEvents));
    }

    [Theory]
    [InlineData("shop", "cart")]
    [InlineData("shop", null)]
    [InlineData(null, null)]
    public void What_goes_on_to_a_pod_says_the_same_and_has_the_same_version(string? space, string? deployment)
    {
        ConfigScope scope = Read(Whole).For(space, deployment);
        byte[] document = scope.ToDocument();
        ConfigScope received = Read(Encoding.UTF8.GetString(document)).For("any", "other");

        Assert.Equal(document, received.ToDocument());
        Assert.Equal(scope.Version(), received.Version());
        Assert.Equal(Convert.ToInt64(Convert.ToHexString(SHA256.HashData(document))[..12], 16), scope.Version());
    }

    [Theory]
    [InlineData("\"capture\":[]", "line 1, column 24: an object was expected")]
    [InlineData("\"capture\":{\n\"modus\":1}", "line 2, column 1: no such member")]
    [InlineData("\"capture\":{\n\"mode\":\"both\"}", "line 2, column 8: ingress, egress or ingress_and_egress was expected")]
    [InlineData("\"capture\":{\"mode\":1}", "line 1, column 32: ingress, egress or")]
    [InlineData("\"capture\":{\"ports\":80}", "line 1, column 33: a list of at most 64 ports was expected")]
    [InlineData("\"capture\":{\"ports\":[80,\n0]}", "line 2, column 1: a list of at most 64 ports")]
    [InlineData("\"capture\":{\"excludedPorts\":[65536]}", "line 1, column 42: a list of at most 64 ports")]
    [InlineData("\"capture\":{\"excludedPorts\":[\"80\"]}", "line 1, column 42: a list of at most 64 ports")]
    [InlineData("\"capture\":{\"maxBodyBytes\":1048577}", "line 1, column 40: a whole number from 0 to 1048576")]
    [InlineData("\"capture\":{\"cpuShare\":0.05}", "line 1, column 36: a share from 0.1 to 1, or 0, was expected")]
    [InlineData("\"capture\":{\"mode\":\"egress\",\"mode\":\"egress\"}", "line 1, column 41: a member that is there twice")]
    [InlineData("\"streamEvents\":33", "line 1, column 29: a whole number from 0 to 32")]
    [InlineData("\"sampling\":0.5", "line 1, column 25: an object was expected")]
    [InlineData("\"sampling\":{\"share\":1.5}", "line 1, column 34: a share from 0.000001 to 1, or 0, was expected")]
    [InlineData("\"sampling\":{\"share\":0.0000001}", "line 1, column 34: a share from 0.000001")]
    [InlineData("\"sampling\":{\"endpoints\":{}}", "line 1, column 38: a list of endpoints was expected")]
    [InlineData("\"sampling\":{\"endpoints\":[\n\"/a\"]}", "line 2, column 1: an endpoint was expected")]
    [InlineData("\"sampling\":{\"endpoints\":[{\"path\":\"/a\"}]}", "line 1, column 51: an endpoint has a path and a share")]
    [InlineData("\"sampling\":{\"endpoints\":[{\"share\":1}]}", "line 1, column 49: an endpoint has a path and a share")]
    [InlineData("\"sampling\":{\"endpoints\":[{\"path\":\"a\",\"share\":1}]}", "line 1, column 47: a path such as /orders/* was expected")]
    [InlineData("\"sampling\":{\"endpoints\":[{\"path\":\"/a?b\",\"share\":1}]}", "line 1, column 47: a path such as")]
    [InlineData("\"sampling\":{\"endpoints\":[{\"path\":\"/\",\"method\":\"\",\"share\":1}]}", "line 1, column 60: a method such as GET")]
    [InlineData("\"sampling\":{\"endpoints\":[{\"path\":\"/\",\"methods\":1}]}", "line 1, column 51: no such member")]
    public void What_is_wrong_is_told_with_its_place(string member, string fault)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes("{\"defaults\":{" + member + "}}");

        Assert.False(SidecarConfig.TryParse(utf8, isStrict: true, out _, out string told));
        Assert.StartsWith(fault, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_have_their_bounds()
    {
        static bool IsGood(string member) =>
            SidecarConfig.TryParse(Encoding.UTF8.GetBytes("{\"defaults\":{" + member + "}}"), isStrict: true, out _, out _);
        static string List(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));

        Assert.True(IsGood($"\"capture\":{{\"ports\":[{List("80", 64)}]}}"));
        Assert.False(IsGood($"\"capture\":{{\"ports\":[{List("80", 65)}]}}"));
        const string endpoint = "{\"path\":\"/\",\"share\":1}";
        Assert.True(IsGood($"\"sampling\":{{\"endpoints\":[{List(endpoint, 64)}]}}"));
        Assert.False(IsGood($"\"sampling\":{{\"endpoints\":[{List(endpoint, 65)}]}}"));
        Assert.False(IsGood($"\"sampling\":{{\"endpoints\":[{{\"path\":\"/{new string('a', 256)}\",\"share\":1}}]}}"));
    }

    private static SidecarConfig Read(string text)
    {
        Assert.True(SidecarConfig.TryParse(Encoding.UTF8.GetBytes(text), isStrict: true, out SidecarConfig? config, out string fault), fault);
        return config!;
    }
}
