namespace PodMirror.Catalog;

/// <summary>What a user or a description says about the templates of a service. It holds until it is removed, whatever traffic looks like.</summary>
/// <param name="Service">The service.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Template">A template: <c>/orders/{orderId}/items</c>.</param>
public sealed record TemplateRule(string Service, TemplateRuleKind Kind, string Template);
