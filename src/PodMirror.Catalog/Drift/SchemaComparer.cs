using PodMirror.Catalog.OpenApi;
using PodMirror.Catalog.OpenApi.Export;

namespace PodMirror.Catalog.Drift;

/// <summary>Holds what was seen in bodies against a schema.</summary>
internal sealed class SchemaComparer(ChangeList changes, bool isRequest)
{
    private static readonly (JsonTypes Type, string Name)[] Names =
    [
        (JsonTypes.Object, "object"), (JsonTypes.Array, "array"), (JsonTypes.String, "string"), (JsonTypes.Number, "number"),
        (JsonTypes.Integer, "integer"), (JsonTypes.Boolean, "boolean"), (JsonTypes.Null, "null"),
    ];

    private readonly ViewBudget _budget = new();

    /// <summary>Compares.</summary>
    /// <param name="described">Schemas of which one holds.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="at">The place, for changes.</param>
    public void Compare(IReadOnlyList<DescribedSchema> described, SchemaSnapshot seen, string at)
    {
        SchemaView view = SchemaView.Of(described, _budget);
        CompareTypes(view, seen, at);
        CompareNames(view, seen, at);
        FormatComparer.Compare(view, seen, at, changes);
        if (seen.Items is not null && view.Items.Count > 0)
        {
            Compare(view.Items, seen.Items, at + "[*]");
        }

        if (seen.Types.Contains("object") && (view.Types & JsonTypes.Object) != 0)
        {
            CompareProperties(view, seen, at);
            CompareRequired(view, seen, at);
        }
    }

    /// <summary>The names of types.</summary>
    public static string NamesOf(JsonTypes types) =>
        string.Join(" or ", Names.Where(n => (types & n.Type) != 0 && !IsPartOf(n.Type, types)).Select(n => n.Name));

    private static bool IsPartOf(JsonTypes type, JsonTypes types) => type == JsonTypes.Integer && (types & JsonTypes.Number) != 0;

    /// <summary>The type of a name.</summary>
    public static JsonTypes TypeOf(string name) => Names.FirstOrDefault(n => n.Name == name).Type;

    private void CompareTypes(SchemaView view, SchemaSnapshot seen, string at)
    {
        foreach (string name in seen.Types)
        {
            // A hidden value is a string, whatever it was.
            bool hidden = name == "string" && seen.IsHidden;
            if (!hidden && (view.Types & TypeOf(name)) == 0)
            {
                changes.Add(at, $"{NamesOf(view.Types)} is described, {name} was seen");
            }
        }

        if (seen.Nullable && (view.Types & JsonTypes.Null) == 0)
        {
            changes.Add(at, $"{NamesOf(view.Types)} is described, null was seen");
        }
    }

    private void CompareNames(SchemaView view, SchemaSnapshot seen, string at)
    {
        if (view.Enumeration is not HashSet<string> allowed)
        {
            return;
        }

        foreach (string name in seen.Enumeration ?? [])
        {
            if (!allowed.Contains(name) && !RedactionMarks.IsIn(name))
            {
                changes.Add(at, $"the value {name} is not in the enumeration");
            }
        }
    }

    private void CompareProperties(SchemaView view, SchemaSnapshot seen, string at)
    {
        foreach (PropertySnapshot property in seen.Properties)
        {
            string where = $"{at}.{property.Name}";
            if (view.Properties.TryGetValue(property.Name, out List<DescribedSchema>? named))
            {
                Compare(named, property.Schema, where);
            }
            else if (view.Additional.Count > 0)
            {
                Compare(view.Additional, property.Schema, where);
            }
            else if (!view.IsOpen)
            {
                changes.Add(where, "undocumented property");
            }
        }

        if (seen.AdditionalProperties is not null && view.Additional.Count > 0)
        {
            Compare(view.Additional, seen.AdditionalProperties, at + ".*");
        }
    }

    private void CompareRequired(SchemaView view, SchemaSnapshot seen, string at)
    {
        // Of a map the names are not known, and of what a limit kept out neither.
        if (seen.AdditionalProperties is not null || seen.Capped)
        {
            return;
        }

        foreach (string name in view.Required.Order(StringComparer.Ordinal))
        {
            PropertySnapshot? property = seen.Properties.FirstOrDefault(p => p.Name == name);
            bool missing = property is null ? seen.Properties.Count == 0 || seen.Properties.Any(p => p.Of > 0) : property.Present < property.Of;
            if (missing && !IsOfOtherDirection(view, name))
            {
                changes.Add($"{at}.{name}", "required property, and was missing");
            }
        }
    }

    private bool IsOfOtherDirection(SchemaView view, string name) =>
        view.Properties.TryGetValue(name, out List<DescribedSchema>? named) && named.Exists(s => isRequest ? s.ReadOnly : s.WriteOnly);
}
