using PodMirror.Catalog.Paths;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Endpoints;

/// <summary>Takes the query, the header fields, the bodies and the findings of a call into its endpoint.</summary>
internal static class MessageReader
{
    /// <summary>Takes them in.</summary>
    public static void Read(in ObservedCall call, EndpointState endpoint, ValueTable values, SchemaReader reader, SchemaBudget schemas)
    {
        // What was refused may have lacked what is required.
        bool accepted = call.Status is >= 200 and < 400;
        if (accepted)
        {
            QueryReader.Read(call.Query, endpoint, schemas);
            endpoint.Headers = HeaderReader.Read(call.RequestHeaders, endpoint.Headers, schemas);
        }

        if (accepted && (!call.RequestBody.IsEmpty || !(call.RequestContentType.IsEmpty || call.RequestHasNoBody)))
        {
            BodyState? request = endpoint.Body(0, Essence(call.RequestContentType), schemas);
            request?.Read(call.RequestBody, call.RequestBodyTruncated, reader, null);
        }

        if (call.Status != 0)
        {
            bool isEmpty = call.ResponseHasNoBody && call.ResponseBody.IsEmpty;
            BodyState? response = endpoint.Body(call.Status, isEmpty ? default : Essence(call.ResponseContentType), schemas);
            response?.Read(call.ResponseBody, call.ResponseBodyTruncated, reader, accepted ? values : null);
            response?.Headers = HeaderReader.Read(call.ResponseHeaders, response.Headers, schemas);
        }

        foreach (SensitiveFinding finding in call.Findings)
        {
            endpoint.Sensitive.Add(finding.Kind, finding.Where, 1);
        }
    }

    // The type without its parameters (RFC 9110 section 8.3.1).
    private static ReadOnlySpan<char> Essence(ReadOnlySpan<char> contentType)
    {
        int end = contentType.IndexOf(';');
        return (end < 0 ? contentType : contentType[..end]).Trim();
    }
}
