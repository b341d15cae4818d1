using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>
/// One object of the settings. Each key is read once; a key that nobody reads is a fault, since a misspelt setting that is passed over in silence
/// is worse than none.
/// </summary>
internal sealed class SettingsObject
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly HashSet<string> _read = [];

    private SettingsObject(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{(path.Length == 0 ? "the settings are" : path + " is")} not an object");
        }

        (_object, _path) = (value, path);
    }

    /// <summary>Reads an object with the given function, and sees to it that the function knows every key.</summary>
    internal static T Read<T>(JsonElement value, string path, Func<SettingsObject, T> read)
    {
        var settings = new SettingsObject(value, path);
        T result = read(settings);
        foreach (JsonProperty property in settings._object.EnumerateObject())
        {
            if (!settings._read.Contains(property.Name))
            {
                throw new FormatException($"{settings.Path(property.Name)} is no setting");
            }
        }

        return result;
    }

    /// <summary>A text of a form that must be there.</summary>
    internal string Required(string name, Func<string, bool> fits, string form) =>
        Text(name) is not { Length: > 0 } text ? throw new FormatException($"{Path(name)} is missing")
            : fits(text) ? text
            : throw Wrong(name, form);

    /// <summary>A text, or null.</summary>
    internal string? Text(string name) =>
        Find(name) is { } value ? JsonParts.Text(value) ?? throw Wrong(name, "a text") : null;

    /// <summary>A text of a form, or null.</summary>
    internal string? Text(string name, Func<string, bool> fits, string form) =>
        Text(name) is not { } text || fits(text) ? Text(name) : throw Wrong(name, form);

    /// <summary>A text out of some, or null.</summary>
    internal string? OneOf(string name, params string[] words)
    {
        string? text = Text(name);
        return text is null || words.Contains(text) ? text : throw Wrong(name, "one of " + string.Join(", ", words));
    }

    /// <summary>A quantity, or null.</summary>
    internal Quantity? Quantity(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return Injection.Quantity.TryParse(text, out Quantity quantity) ? quantity : throw Wrong(name, "a quantity such as 100m or 64Mi");
    }

    /// <summary>Texts, or null.</summary>
    internal IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => JsonParts.Text(item) ?? throw Wrong(name, "a list of texts"))]
            : throw Wrong(name, "a list of texts");
    }

    /// <summary>Texts of a form, or null.</summary>
    internal IReadOnlyList<string>? Texts(string name, Func<string, bool> fits, string form) =>
        Texts(name) is not { } texts || texts.All(fits) ? Texts(name) : throw Wrong(name, form);

    /// <summary>Texts by name, or null.</summary>
    internal Dictionary<string, string>? Map(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, "texts by name");
        }

        var map = new Dictionary<string, string>();
        foreach (JsonProperty pair in value.EnumerateObject())
        {
            // Of a name that stands twice the last counts, as everywhere in Kubernetes.
            map[pair.Name] = JsonParts.Text(pair.Value) ?? throw Wrong(name, "texts by name");
        }

        return map;
    }

    /// <summary>A number that may be null on purpose, which is not the same as absent.</summary>
    internal int? Number(string name, int? absent)
    {
        _read.Add(name);
        if (!_object.TryGetProperty(name, out JsonElement value))
        {
            return absent;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0
            ? number
            : throw Wrong(name, "a number above 0, or null");
    }

    /// <summary>An object, read with the given function; what is absent is the function's result for an empty one.</summary>
    internal T Object<T>(string name, Func<SettingsObject, T> read)
    {
        JsonElement value = Find(name) ?? Empty;
        return Read(value, Path(name), read);
    }

    /// <summary>A fault of one key.</summary>
    internal FormatException Wrong(string name, string form) => new($"{Path(name)} is not {form}");

    private static JsonElement Empty { get; } = JsonDocument.Parse("{}").RootElement;

    // Null is the same as absent: templates write it for what nobody set.
    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return _object.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private string Path(string name) => _path.Length == 0 ? name : _path + "." + name;
}
