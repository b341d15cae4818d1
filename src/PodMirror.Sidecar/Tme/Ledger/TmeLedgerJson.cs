using System.Buffers;
using System.Text;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tme;

/// <summary>
/// The ledger as one JSON object on one line: <c>balanced</c>, every counter, and under <c>mirror</c> the ledger that the mirror sent last.
/// </summary>
internal static class TmeLedgerJson
{
    /// <summary>The object, without a line end.</summary>
    /// <param name="ledger">tme's own.</param>
    /// <param name="mirror">The mirror's; null when none came.</param>
    internal static string Format(TmeLedger ledger, MirrorLedger? mirror)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            string? imbalance = ledger.FirstImbalance();
            json.WriteStartObject();
            json.WriteBoolean("balanced"u8, imbalance is null);
            if (imbalance is not null)
            {
                json.WriteString("imbalance"u8, imbalance);
            }

            for (int i = 0; i < TmeLedger.Count; i++)
            {
                json.WriteNumber(TmeLedger.NameOf(i), ledger[(TmeCounter)i]);
            }

            if (mirror is not null)
            {
                json.WritePropertyName("mirror"u8);
                LedgerJson.Write(json, mirror);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
