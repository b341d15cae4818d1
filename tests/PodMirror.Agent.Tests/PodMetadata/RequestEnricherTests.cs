using PodMirror.Agent.PodMetadata;

namespace PodMirror.Agent.Tests.PodMetadata;

public sealed class RequestEnricherTests
{
    private static readonly string[] OfWeb =
    [
        "k8s.pod.label.app=web", "k8s.namespace.name=shop", "k8s.pod.name=web-5d9f-x7gfd", "k8s.replicaset.name=web-5d9f",
        $"k8s.replicaset.uid={FakePods.WebSet}", "k8s.deployment.name=web", $"k8s.deployment.uid={FakePods.WebDeployment}", "service.name=web",
    ];

    private readonly FakePods _pods = FakePods.WithWeb();

    [Fact]
    public void What_is_missing_is_added_behind_what_is_there() =>
        Assert.Equal(
            [$"k8s.pod.uid={FakePods.Web}", "host.name=n", .. OfWeb], _pods.AttributesOf(FakePods.Web, ("host.name", "n"))!);

    [Fact]
    public void What_a_sender_says_is_never_overwritten()
    {
        (string, object)[] said = [("service.name", "mine"), ("k8s.deployment.name", "theirs"), ("k8s.pod.label.app", 7), ("k8s.pod.name", "p")];
        string[] attributes = _pods.AttributesOf(FakePods.Web, said)!;

        Assert.Equal(OfWeb.Length + 1, attributes.Length);
        Assert.Contains("service.name=mine", attributes);
        Assert.Contains("k8s.deployment.name=theirs", attributes);
        Assert.Equal(attributes.Length, attributes.Select(one => one.Split('=')[0]).Distinct().Count());
    }

    [Theory]
    [InlineData("unknown_service", "web")]
    [InlineData("unknown_service:java", "web")]
    [InlineData("unknown_services", "unknown_services")]
    [InlineData("", "")]
    public void The_name_that_an_SDK_gives_for_want_of_one_is_replaced(string said, string expected)
    {
        string[] attributes = _pods.AttributesOf(FakePods.Web, ("service.name", said), ("host.name", "n"))!;

        Assert.Equal($"service.name={expected}", Assert.Single(attributes, one => one.StartsWith("service.name=", StringComparison.Ordinal)));
        Assert.Contains("host.name=n", attributes);
    }

    [Theory]
    [InlineData("unknown_service", "mine")]
    [InlineData("mine", "unknown_service")]
    [InlineData("unknown_service", "unknown_service")]
    public void A_name_that_is_there_twice_stays_as_it_is(string first, string second) =>
        Assert.Equal(
            [$"service.name={first}", $"service.name={second}"],
            _pods.AttributesOf(FakePods.Web, ("service.name", first), ("service.name", second))!
                .Where(one => one.StartsWith("service.name=", StringComparison.Ordinal)));

    [Fact]
    public void Spans_scopes_and_unknown_fields_stay_byte_for_byte()
    {
        byte[] unknown = Proto.Text(14, "of a later version");
        byte[] one = Proto.Message(1, [
            unknown, Proto.Message(2, [Proto.Message(2, new TestSpan().ToBytes()), unknown]),
            Proto.Message(1, [Resources.Of(("k8s.pod.uid", FakePods.Web.ToString())), unknown]), Proto.Text(3, "https://schema"), unknown]);
        byte[] request = [.. one, .. unknown, .. TestRequest.Of(new TestSpan(), new TestSpan { Tail = unknown }), .. one];

        byte[] enriched = _pods.Enrich(request)!;

        Assert.Equal(Resources.Spans(request), Resources.Spans(enriched));
        Assert.Equal([.. Resources.Read(one), .. OfWeb], Resources.Read(enriched).Take(1 + OfWeb.Length));
        Assert.Equal(2 * OfWeb.Length, Resources.Read(enriched).Length - Resources.Read(request).Length);
        Assert.Equal(Count(request, unknown), Count(enriched, unknown));
        Assert.Equal(2, Count(enriched, Proto.Text(3, "https://schema")));
    }

    [Theory]
    [InlineData("k8s.pod.uid", "99999999-2222-3333-4444-555555555555", "Unknown")]
    [InlineData("k8s.pod.uid", "web", "Invalid")]
    [InlineData("k8s.pod.uid", "", "Invalid")]
    [InlineData("k8s.pod.uid", 7, "Invalid")]
    public void A_resource_of_a_Pod_that_is_not_known_stays_as_it_is(string key, object value, string expected)
    {
        var results = new int[4];

        Assert.Null(_pods.Enrich(TestRequest.OfRaw(Resources.Of((key, value)), new TestSpan().ToBytes()), results));
        Assert.Equal(1, results[(int)Enum.Parse<LookupResult>(expected)]);
    }

    [Fact]
    public void A_resource_that_names_no_Pod_is_not_looked_up()
    {
        var results = new int[4];

        Assert.Null(_pods.Enrich(TestRequest.Of(new TestSpan()), results));
        Assert.Equal(0, results.Sum());
    }

    [Fact]
    public void A_resource_that_names_two_Pods_is_nobodys()
    {
        _pods.Table.Put(FakePods.Item("other", FakePods.WebSet));

        Assert.Null(_pods.AttributesOf(FakePods.Web, ("k8s.pod.uid", FakePods.WebSet.ToString())));
        Assert.NotNull(_pods.AttributesOf(FakePods.Web, ("k8s.pod.uid", FakePods.Web.ToString())));
    }

    [Fact]
    public void A_resource_in_two_parts_stays_as_it_is()
    {
        byte[] part = Proto.Message(1, Resources.Of(("k8s.pod.uid", FakePods.Web.ToString())));

        Assert.Null(_pods.Enrich(Proto.Message(1, part, part)));
    }

    [Fact]
    public void What_is_added_to_one_request_is_bounded()
    {
        byte[] one = TestRequest.OfRaw(Resources.Of(("k8s.pod.uid", FakePods.Web.ToString())));
        byte[] request = Proto.Join([.. Enumerable.Repeat(one, 8000)]);
        var results = new int[4];

        byte[] enriched = _pods.Enrich(request, results)!;

        Assert.InRange(enriched.Length - request.Length, MetadataLimits.MaxAddedBytes / 2, MetadataLimits.MaxAddedBytes + (8000 * 8));
        Assert.Equal(8000, results[(int)LookupResult.Found] + results[(int)LookupResult.TooLarge]);
        Assert.Equal(Resources.Spans(request), Resources.Spans(enriched));
    }

    [Fact]
    public void A_resource_that_would_be_too_large_stays_as_it_is() =>
        Assert.Null(_pods.AttributesOf(FakePods.Web, ("large", new string('x', (64 << 10) - 100))));

    [Fact]
    public void Broken_bytes_never_throw()
    {
        byte[] request = TestRequest.OfRaw(Resources.Of(("k8s.pod.uid", FakePods.Web.ToString())), new TestSpan().ToBytes());
        for (int i = 0; i < request.Length; i++)
        {
            _pods.Enrich(request[..i]);
            byte[] flipped = [.. request];
            flipped[i] ^= 0x81;
            _pods.Enrich(flipped);
        }
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted)
    {
        int count = 0;
        while (bytes.IndexOf(wanted) is var at and >= 0)
        {
            bytes = bytes[(at + wanted.Length)..];
            count++;
        }

        return count;
    }
}
