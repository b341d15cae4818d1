namespace PodMirror.Agent.Catalog.Descriptions;

/// <summary>A description as it is kept.</summary>
/// <param name="Service">The service that it describes.</param>
/// <param name="ContentType">What it was uploaded as.</param>
/// <param name="Text">The bytes that were uploaded.</param>
/// <param name="Memory">What the last comparison with traffic left.</param>
internal sealed record StoredDescription(string Service, string ContentType, byte[] Text, byte[] Memory);
