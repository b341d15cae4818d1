using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Says of a span what budgets left out of it, here or in the mirror: docs/budgets.md.</summary>
internal static class LeftOut
{
    private const Anomalies All = Anomalies.BodiesLeftOut | Anomalies.FieldsLeftOut;

    /// <summary>What is there to be told and is left out.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="detail">How much of it is told.</param>
    /// <param name="hasBodies">Whether bodies would be told at all.</param>
    internal static Anomalies Of(scoped in ExchangeRecord exchange, Detail detail, bool hasBodies)
    {
        Anomalies left = Anomalies.None;
        if (detail >= Detail.WithoutBodies && hasBodies && !(exchange.Request.Body.IsEmpty && exchange.Response.Body.IsEmpty))
        {
            left |= Anomalies.BodiesLeftOut;
        }

        if (detail >= Detail.WithoutFields && (HasFields(exchange.Request) || HasFields(exchange.Response)))
        {
            left |= Anomalies.FieldsLeftOut;
        }

        return left;
    }

    /// <summary>Writes how much is told, when it is not everything.</summary>
    /// <param name="names">What the attribute is called.</param>
    /// <param name="detail">How much this writer tells.</param>
    /// <param name="anomalies">What was left out, by the mirror too.</param>
    /// <param name="output">Where to.</param>
    internal static void WriteDetail(AttributeNames names, Detail detail, Anomalies anomalies, ByteBuffer output)
    {
        if (detail >= Detail.WithoutFields || (anomalies & Anomalies.FieldsLeftOut) != 0)
        {
            AttributeWriter.WriteString(output, names.Detail, "without_fields"u8);
        }
        else if (detail == Detail.WithoutBodies || (anomalies & All) != 0)
        {
            AttributeWriter.WriteString(output, names.Detail, "without_bodies"u8);
        }
    }

    private static bool HasFields(in MessageView message) => !message.Fields.IsEmpty || !message.Trailers.IsEmpty;
}
