using System.Text;

namespace PodMirror.Spans;

/// <summary>What the attributes of a multipart body are called.</summary>
internal sealed class PartNames
{
    private PartNames(string message)
    {
        Count = new AttributeName($"podmirror.http.{message}.body.parts");
        Columns = [Of(message, "names"), Of(message, "file_names"), Of(message, "content_types"), Of(message, "sizes")];
    }

    internal static PartNames Request { get; } = new("request");

    internal static PartNames Response { get; } = new("response");

    internal AttributeName Count { get; }

    /// <summary>Names, file names, types and sizes.</summary>
    internal byte[][] Columns { get; }

    private static byte[] Of(string message, string column) => Encoding.ASCII.GetBytes($"podmirror.http.{message}.body.part.{column}");
}
