namespace PodMirror.Catalog;

/// <summary>That a value of a kind was found in a call, never the value.</summary>
/// <param name="Kind">The kind, as spans name it: <c>payment_card</c>, <c>email</c>, <c>secret</c>.</param>
/// <param name="Where">The place, as spans name it: <c>request.body:$.card.number</c>.</param>
public readonly record struct SensitiveFinding(string Kind, string Where);
