using System.Buffers;

namespace PodMirror.Catalog.Tests.Fuzz;

/// <summary>A state of any bytes: refused with a word, or a catalog that can be read, used and saved.</summary>
internal static class StateFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!ApiCatalog.TryLoad(input, new CatalogLimits { MaxPathNodes = 2000, MaxSchemaNodes = 2000 }, out ApiCatalog? catalog, out string? fault))
        {
            if (string.IsNullOrEmpty(fault))
            {
                throw new NotSupportedException("refused without a word");
            }

            return;
        }

        catalog.See("GET", "/users/17/orders", body: """{"a":[1,{"b":null}]}""");
        catalog.Consolidate();
        catalog.Read();
        var saved = new ArrayBufferWriter<byte>();
        catalog.Save(saved);
    }

    public static IEnumerable<byte[]> Seeds() =>
        [StateTests.Saved(new ApiCatalog()), StateTests.Saved(StateTests.Busy(60)), StateTests.First, StateTests.Second];
}
