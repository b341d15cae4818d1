using PodMirror.Catalog.Endpoints;

namespace PodMirror.Catalog.Paths;

/// <summary>What the merger asks of the rest of a service.</summary>
internal interface IShapes
{
    /// <summary>What an endpoint takes and gives.</summary>
    ShapeProfile Of(EndpointState endpoint);

    /// <summary>How much a mark tells: little when many places of the service have it.</summary>
    double Weight(ulong mark);

    /// <summary>Whether a segment was a value in a response before.</summary>
    bool WasValue(string segment);
}
