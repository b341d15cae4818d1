using System.Text;

namespace PodMirror.Spans.Tests.Configuration;

public sealed class SidecarConfigTests
{
    private const string Whole = """
        {
          "defaults": { "maxBodyBytes": 1024, "maxSpansPerSecond": 100, "cpuShare": 0.5 },
          "namespaces": { "shop": { "maxBodyBytes": 0 }, "bank": { "cpuShare": 0 } },
          "deployments": { "shop/cart": { "maxSpansPerEndpointPerSecond": 7, "maxSpansPerSecond": 0, "redaction": {} } }
        }
        """;

    [Theory]
    [InlineData(null, null, 1024, 100, null, 0.5)]
    [InlineData("other", "cart", 1024, 100, null, 0.5)]
    [InlineData("shop", null, 0, 100, null, 0.5)]
    [InlineData("shop", "cart", 0, 0, 7, 0.5)]
    [InlineData("bank", "cart", 1024, 100, null, 0.0)]
    public void The_narrowest_scope_that_sets_a_member_wins(string? space, string? deployment, int body, int spans, int? endpoint, double share)
    {
        ConfigScope scope = Read(Whole).For(space, deployment);

        Assert.Equal(
            (body, spans, endpoint, share),
            (scope.MaxBodyBytes, scope.MaxSpansPerSecond, scope.MaxSpansPerEndpointPerSecond, scope.CpuShare));
        Assert.Equal(endpoint is not null, scope.Redaction is not null);
    }

    [Theory]
    [InlineData("shop", "cart")]
    [InlineData("shop", null)]
    [InlineData(null, null)]
    public void What_goes_on_to_a_pod_says_the_same_as_the_whole(string? space, string? deployment)
    {
        ConfigScope scope = Read(Whole).For(space, deployment);
        ConfigScope received = Read(Encoding.UTF8.GetString(scope.ToDocument())).For("any", "other");

        Assert.Equal(scope.ToDocument(), received.ToDocument());
    }

    [Theory]
    [InlineData("", "line 1, column 1: ")]
    [InlineData("[]", "line 1, column 1: an object was expected")]
    [InlineData("{} x", "line 1, column 4: no valid JSON")]
    [InlineData("{\n  \"default\": {}\n}", "line 2, column 3: no such member")]
    [InlineData("{\n \"defaults\": {\n  \"maxBodyByte\": 1 } }", "line 3, column 3: no such member")]
    [InlineData("{\"defaults\":{},\"defaults\":{}}", "line 1, column 16: a member that is there twice")]
    [InlineData("{\"defaults\":null}", "line 1, column 13: an object was expected")]
    [InlineData("{\"defaults\":{\"maxBodyBytes\":-1}}", "line 1, column 29: a whole number from 0 to 1048576 was expected")]
    [InlineData("{\"defaults\":{\"maxBodyBytes\":1.5}}", "line 1, column 29: a whole number")]
    [InlineData("{\"defaults\":{\"maxSpansPerSecond\":1000001}}", "line 1, column 34: a whole number")]
    [InlineData("{\"defaults\":{\"cpuShare\":2}}", "line 1, column 25: a share")]
    [InlineData("{\"defaults\":{\"redaction\":[]}}", "line 1, column 26: an object was expected")]
    [InlineData("{\"defaults\":{\"redaction\":{\"header\":[]}}}", "line 1, column 26: redaction: line 1, column ")]
    [InlineData("{\"defaults\":{\"descriptors\":[]}}", "line 1, column 28: a set of descriptors in base64")]
    [InlineData("{\"defaults\":{\"descriptors\":\"a?\"}}", "line 1, column 28: a set of descriptors in base64")]
    [InlineData("{\"defaults\":{\"descriptors\":\"CgE=\"}}", "line 1, column 28: descriptors: ")]
    [InlineData("{\"defaults\":{\"bodyContentTypes\":[1]}}", "line 1, column 34: a list of types")]
    [InlineData("{\"defaults\":{\"bodyContentTypes\":[\"x\"]}}", "line 1, column 37: a list of types")]
    [InlineData("{\"namespaces\":{\"a/b\":{}}}", "line 1, column 16: a namespace has a name without a slash")]
    [InlineData("{\"deployments\":{\"b\":{}}}", "line 1, column 17: a deployment is named NAMESPACE/NAME")]
    [InlineData("{\"\\ud800\":{}}", "line 1, column 2: no valid text")]
    public void What_is_wrong_is_told_with_its_place(string text, string fault)
    {
        Assert.False(SidecarConfig.TryParse(Encoding.UTF8.GetBytes(text), isStrict: true, out SidecarConfig? config, out string told));
        Assert.Null(config);
        Assert.StartsWith(fault, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_go_on_as_they_are_and_their_key_only_to_tme()
    {
        const string text = """
            { "defaults": {
              "redaction": { "hashKey": "0123456789abcdef0123456789abcdef", "headers": ["X-A"], /* more */ },
              "bodyContentTypes": ["json", "image/*"] } }
            """;
        ConfigScope scope = Read(text).For(null, null);

        Assert.Equal(
            """{"defaults":{"redaction":{"hashKey":"0123456789abcdef0123456789abcdef","headers":["X-A"]},"bodyContentTypes":["json","image/*"]}}""",
            Encoding.UTF8.GetString(scope.ToDocument()));
        Assert.Equal(
            """{"defaults":{"redaction":{"headers":["X-A"]},"bodyContentTypes":["json","image/*"]}}""",
            Encoding.UTF8.GetString(scope.ToDocument(withKey: false)));
    }

    [Fact]
    public void Descriptors_go_on_byte_for_byte_and_those_of_a_narrower_scope_win()
    {
        string google = Convert.ToBase64String(TestDescriptors.OfGoogle);
        string shop = Convert.ToBase64String(TestDescriptors.OfShop);
        string text = """{"defaults":{"descriptors":"GOOGLE"},"namespaces":{"shop":{"descriptors":"SHOP"}}}"""
            .Replace("GOOGLE", google).Replace("SHOP", shop);
        SidecarConfig config = Read(text);

        Assert.Contains('+', google);
        Assert.Equal("{\"defaults\":{\"descriptors\":\"" + google + "\"}}", Encoding.UTF8.GetString(config.For(null, null).ToDocument()));
        Assert.Equal(TestDescriptors.OfShop, Read(Encoding.UTF8.GetString(config.For("shop", "a").ToDocument())).For(null, null).DescriptorsBytes);
        Assert.Equal(TestDescriptors.Read(TestDescriptors.OfShop).Methods, config.For("shop", null).Descriptors!.Methods);
    }

    [Fact]
    public void No_beginning_of_a_document_is_one()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(Whole.TrimEnd());
        for (int length = 0; length < utf8.Length; length++)
        {
            Assert.False(SidecarConfig.TryParse(utf8.AsSpan(0, length), isStrict: false, out _, out string fault));
            Assert.NotEmpty(fault);
        }
    }

    [Fact]
    public void What_a_newer_agent_sends_is_taken_as_far_as_it_is_known()
    {
        const string newer = """{"defaults":{"new":{"a":[1]},"maxBodyBytes":5},"clusters":{}}""";
        Assert.True(SidecarConfig.TryParse(Encoding.UTF8.GetBytes(newer), isStrict: false, out SidecarConfig? config, out _));

        Assert.Equal(5, config!.For(null, null).MaxBodyBytes);
        Assert.Equal("new", config.Unknown);
    }

    [Fact]
    public void A_document_that_is_too_long_or_too_deep_is_refused()
    {
        Assert.False(SidecarConfig.TryParse(new byte[SidecarConfig.MaxBytes + 1], isStrict: true, out _, out string fault));
        Assert.StartsWith("longer than", fault, StringComparison.Ordinal);

        byte[] deep = Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 100_000));
        Assert.False(SidecarConfig.TryParse(deep, isStrict: false, out _, out _));
    }

    [Fact]
    public void The_last_good_document_is_kept()
    {
        var keeper = new ConfigKeeper(isStrict: true);

        Assert.Equal(ConfigChange.Taken, keeper.Take("""{"defaults":{"maxBodyBytes":1}}"""u8, out _));
        Assert.Equal(ConfigChange.None, keeper.Take("""{"defaults":{"maxBodyBytes":1}}"""u8, out _));
        Assert.Equal(ConfigChange.Refused, keeper.Take("""{"defaults":{"maxBodyBytes":-1}}"""u8, out string fault));
        Assert.NotEmpty(fault);
        Assert.Equal(1, keeper.Current.For(null, null).MaxBodyBytes);
        Assert.Equal(ConfigChange.Taken, keeper.Take("""{"defaults":{"maxBodyBytes":2}}"""u8, out _));
        Assert.Equal(2, keeper.Current.For(null, null).MaxBodyBytes);
    }

    private static SidecarConfig Read(string text)
    {
        Assert.True(SidecarConfig.TryParse(Encoding.UTF8.GetBytes(text), isStrict: true, out SidecarConfig? config, out string fault), fault);
        return config!;
    }
}
