namespace PodMirror.Agent.Api;

/// <summary>Answers a request on the web port.</summary>
/// <param name="context">The request.</param>
/// <param name="values">What stands in the path at the places of the route's parameters, decoded, in their order.</param>
internal delegate Task WebHandler(HttpContext context, IReadOnlyList<string> values);
