namespace PodMirror.Spans;

/// <summary>What the attributes of one message's body are called; a null name leaves its attribute out.</summary>
/// <param name="Size">The true size.</param>
/// <param name="Content">The content.</param>
/// <param name="Truncated">That the content is not all of it.</param>
/// <param name="Parts">The parts of a multipart content.</param>
internal readonly record struct BodyNames(AttributeName? Size, AttributeName? Content, AttributeName? Truncated, PartNames Parts);
