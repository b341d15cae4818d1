using System.Buffers;
using System.Text;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Sidecar;

/// <summary>
/// The loss ledger as one JSON object on one line: <c>balanced</c>, then, when it does not add up, <c>imbalance</c> with the equation that
/// fails, then every counter by its name.
/// </summary>
public static class LedgerJson
{
    /// <summary>The object, without a line end.</summary>
    public static string Format(MirrorLedger ledger)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, ledger);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, MirrorLedger ledger)
    {
        string? imbalance = ledger.FirstImbalance();
        json.WriteStartObject();
        json.WriteBoolean("balanced"u8, imbalance is null);
        if (imbalance is not null)
        {
            json.WriteString("imbalance"u8, imbalance);
        }

        for (int i = 0; i < MirrorLedger.Count; i++)
        {
            json.WriteNumber(MirrorLedger.NameOf(i), ledger.Counts[i]);
        }

        json.WriteEndObject();
    }
}
