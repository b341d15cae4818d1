using System.Text;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>Any bytes are a document or a fault with its place; what a document says for a Pod is a document that says the same.</summary>
public static class SidecarConfigFuzz
{
    /// <summary>Takes the input as a document, of a person and of an agent.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        bool isStrict = SidecarConfig.TryParse(input, isStrict: true, out _, out string fault);
        Assert.Equal(isStrict, fault.Length == 0);
        if (!SidecarConfig.TryParse(input, isStrict: false, out SidecarConfig? config, out fault))
        {
            Assert.False(isStrict);
            Assert.NotEmpty(fault);
            return;
        }

        byte[] document = config!.For("shop", "cart").ToDocument();
        Assert.True(SidecarConfig.TryParse(document, isStrict: true, out SidecarConfig? again, out fault), fault);
        Assert.Equal(document, again!.For(null, null).ToDocument());
    }

    /// <summary>Documents with something of everything.</summary>
    public static IEnumerable<byte[]> Seeds() =>
    [
        Encoding.UTF8.GetBytes("""{"defaults":{"maxBodyBytes":1,"cpuShare":0.5,"redaction":{}},"namespaces":{"shop":{"cpuShare":0}}}"""),
        Encoding.UTF8.GetBytes("""{"deployments":{"shop/cart":{"maxSpansPerEndpointPerSecond":3}},"x":[{}]}"""),
        Encoding.UTF8.GetBytes("{\"defaults\":{\"descriptors\":\"" + Convert.ToBase64String(TestDescriptors.OfShop) + "\"}}"),
        Encoding.UTF8.GetBytes(
            """{"defaults":{"capture":{"mode":"egress","ports":[80],"excludedPorts":[9],"maxBodyBytes":1,"cpuShare":0.1},"streamEvents":1}}"""),
        Encoding.UTF8.GetBytes(
            """{"defaults":{"sampling":{"share":0.1,"endpoints":[{"path":"/a/*","method":"GET","share":0},{"path":"/**","share":1}]}}}"""),
        Encoding.UTF8.GetBytes("\uFEFF{\n}\n"),
    ];
}
