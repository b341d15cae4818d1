namespace PodMirror.Catalog;

/// <summary>What a rule says about templates.</summary>
public enum TemplateRuleKind
{
    /// <summary>The template is one, as a description or the user says: its literals stay literals, its parameters take any value.</summary>
    Declare,

    /// <summary>Whatever stands in the place of the template's last segment, a parameter, is its value.</summary>
    Merge,

    /// <summary>Nothing that stands in the place of the template's last segment is the value of a parameter.</summary>
    Split,

    /// <summary>The template's last segment, a literal, stays one.</summary>
    Pin,
}
