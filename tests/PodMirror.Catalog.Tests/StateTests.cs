using System.Buffers;
using System.Text.Json;
using PodMirror.Catalog.Tests.Traffic;

namespace PodMirror.Catalog.Tests;

public sealed class StateTests
{
    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        ApiCatalog before = Busy();
        byte[] state = Saved(before);
        Assert.True(ApiCatalog.TryLoad(state, null, out ApiCatalog? after, out string? fault), fault);
        Assert.Equal(Json(before.Read()), Json(after.Read()));
        Assert.Equal(before.Rules, after.Rules);
        Assert.Equal(state, Saved(after));
    }

    [Fact]
    public void A_catalog_that_was_loaded_goes_on_as_if_nothing_had_happened()
    {
        ApiCatalog before = Busy();
        Assert.True(ApiCatalog.TryLoad(Saved(before), null, out ApiCatalog? after, out _));
        after.See("GET", "/api/0/organizations/17/members/");
        before.See("GET", "/api/0/organizations/17/members/");
        Assert.Equal(Json(before.Read()), Json(after.Read()));
    }

    [Fact]
    public void Every_beginning_of_a_state_is_refused_with_a_word()
    {
        byte[] state = Saved(Busy(200));
        for (int length = 0; length < state.Length; length += 1 + (length / 200))
        {
            Assert.False(ApiCatalog.TryLoad(state.AsSpan(0, length), null, out _, out string? fault));
            Assert.NotEmpty(fault);
        }
    }

    [Fact]
    public void A_state_that_is_larger_than_the_limits_is_refused()
    {
        byte[] state = Saved(Busy());
        Assert.False(ApiCatalog.TryLoad(state, new CatalogLimits { MaxPathNodes = 5 }, out _, out string? fault));
        Assert.Equal("too many places, or one twice", fault);
    }

    [Fact]
    public void A_state_of_another_version_is_refused()
    {
        byte[] state = Saved(new ApiCatalog());
        state[5]++;
        Assert.False(ApiCatalog.TryLoad(state, null, out _, out string? fault));
        Assert.Equal("of a version that is not known", fault);
    }

    /// <summary>A catalog with something of everything.</summary>
    internal static ApiCatalog Busy(int calls = 3000)
    {
        var catalog = new ApiCatalog();
        string file = Descriptions.Files().Single(f => Path.GetFileName(f) == "tracker.yaml");
        catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Declare, "/api/0/organizations/{org}/members/"));
        catalog.TryDismiss(new SensitiveDismissal("api", "GET", "/api/0/organizations/{org}/members/", "email", "response.body"));
        long time = 1_790_000_000_000;
        foreach (GeneratedCall call in new TrafficGenerator(Descriptions.Read(file), new TrafficOptions { Calls = calls }).Calls())
        {
            call.ObserveIn(catalog, "api", time += 1000);
        }

        catalog.Observe(new ObservedCall
        {
            Service = "other",
            Method = "GET",
            Path = "/x",
            Status = 200,
            TimeMillis = time,
            Auth = AuthEvidence.ApiKeyHeader,
            ApiKeyName = "x-key",
            Findings = new[] { new SensitiveFinding("email", "response.body") },
        });
        catalog.Consolidate();
        return catalog;
    }

    /// <summary>Its bytes.</summary>
    internal static byte[] Saved(ApiCatalog catalog)
    {
        var into = new ArrayBufferWriter<byte>();
        catalog.Save(into);
        return into.WrittenSpan.ToArray();
    }

    private static string Json(CatalogSnapshot snapshot) => JsonSerializer.Serialize(snapshot);
}
