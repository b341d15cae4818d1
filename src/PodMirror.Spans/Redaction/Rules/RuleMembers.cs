using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>The members of a document of rules: what each is called, and what it takes.</summary>
internal static class RuleMembers
{
    // OWASP and RFC 2104 section 3 want keys as long as the hash; half of it is beyond guessing.
    private const int MinKeyBytes = 16;

    // Names and paths; what is longer is a mistake.
    private const int MaxNameCharacters = 256;

    private const string Modes = "drop, mask, hash or types";

    /// <summary>Reads the document into lists.</summary>
    internal static void Read(ref DocumentReader reader, RuleLists lists)
    {
        if (!reader.Read(JsonTokenType.StartObject, "an object"))
        {
            return;
        }

        while (reader.ReadMember())
        {
            ReadMember(ref reader, lists);
        }

        if (reader.Fault is null && reader.Read())
        {
            reader.Fail("something after the end");
        }
    }

    private static void ReadMember(ref DocumentReader reader, RuleLists lists)
    {
        switch (reader.Text)
        {
            case "headers": ReadNames(ref reader, lists, NamePlaces.Header); break;
            case "cookies": ReadNames(ref reader, lists, NamePlaces.Cookie); break;
            case "queryKeys": ReadNames(ref reader, lists, NamePlaces.Query); break;
            case "bodyKeys": ReadNames(ref reader, lists, NamePlaces.Body); break;
            case "formFields": ReadNames(ref reader, lists, NamePlaces.Form); break;
            case "grpcFields": ReadNames(ref reader, lists, NamePlaces.Grpc); break;
            case "graphqlVariables": ReadNames(ref reader, lists, NamePlaces.GraphQL); break;
            case "jsonPaths": ReadPaths(ref reader, lists); break;
            case "allow": ReadAllowed(ref reader, lists); break;
            case "kinds": ReadKinds(ref reader, lists); break;
            case "namesMode": lists.NamesMode = ReadMode(ref reader) ?? lists.NamesMode; break;
            case "typesOnly": lists.TypesOnly = ReadBool(ref reader); break;
            case "hashKey": ReadKey(ref reader, lists); break;
            default: reader.Fail($"unknown member \"{reader.Text}\""); break;
        }
    }

    // Each entry a name, or an object with a name and a mode.
    private static void ReadNames(ref DocumentReader reader, RuleLists lists, NamePlaces places)
    {
        if (!reader.Read(JsonTokenType.StartArray, "an array"))
        {
            return;
        }

        while (reader.ReadElement())
        {
            string name = ReadEntry(ref reader, "name", out RedactionMode? mode);
            if (reader.Fault is null && NormalizedName.Of(name).Length == 0)
            {
                reader.Fail("a name without a letter or digit");
            }

            lists.Secret.Add((name, places, mode));
        }
    }

    private static void ReadPaths(ref DocumentReader reader, RuleLists lists)
    {
        if (!reader.Read(JsonTokenType.StartArray, "an array"))
        {
            return;
        }

        while (reader.ReadElement())
        {
            string path = ReadEntry(ref reader, "path", out RedactionMode? mode);
            if (ParsePath(ref reader, lists, path) is { } parsed)
            {
                lists.SecretPaths.Add((parsed, mode));
            }
        }
    }

    private static JsonPath? ParsePath(ref DocumentReader reader, RuleLists lists, string path)
    {
        if (reader.Fault is not null)
        {
            return null;
        }

        if (lists.SecretPaths.Count + lists.AllowedPaths.Count == JsonPathSet.MaxPaths)
        {
            reader.Fail($"more than {JsonPathSet.MaxPaths} paths");
            return null;
        }

        if (!JsonPath.TryParse(path, out JsonPath? parsed))
        {
            reader.Fail("no path such as $.a.b[*].c");
        }

        return parsed;
    }

    private static string ReadEntry(ref DocumentReader reader, string nameMember, out RedactionMode? mode)
    {
        mode = null;
        if (reader.Token == JsonTokenType.String)
        {
            return Bounded(ref reader);
        }

        string? name = null;
        if (reader.Token != JsonTokenType.StartObject)
        {
            reader.Fail($"expected a string, or an object with \"{nameMember}\" and \"mode\"");
        }

        while (reader.ReadMember())
        {
            if (reader.Text == nameMember)
            {
                name = reader.Read(JsonTokenType.String, "a string") ? Bounded(ref reader) : "";
            }
            else if (reader.Text == "mode")
            {
                mode = ReadMode(ref reader);
            }
            else
            {
                reader.Fail($"unknown member \"{reader.Text}\"");
            }
        }

        if (name is null)
        {
            reader.Fail($"an entry without \"{nameMember}\"");
        }

        return name ?? "";
    }

    private static void ReadAllowed(ref DocumentReader reader, RuleLists lists)
    {
        if (!reader.Read(JsonTokenType.StartObject, "an object"))
        {
            return;
        }

        while (reader.ReadMember())
        {
            bool isPaths = reader.Text == "jsonPaths";
            NamePlaces places = PlacesOf(reader.Text);
            if (!isPaths && places == NamePlaces.None)
            {
                reader.Fail($"unknown member \"{reader.Text}\"");
            }
            else if (reader.Read(JsonTokenType.StartArray, "an array"))
            {
                ReadAllowed(ref reader, lists, isPaths, places);
            }
        }
    }

    private static void ReadAllowed(ref DocumentReader reader, RuleLists lists, bool isPaths, NamePlaces places)
    {
        while (reader.ReadElement())
        {
            if (reader.Token != JsonTokenType.String)
            {
                reader.Fail("expected a string");
            }
            else if (!isPaths)
            {
                lists.Allowed.Add((Bounded(ref reader), places));
            }
            else if (ParsePath(ref reader, lists, Bounded(ref reader)) is { } path)
            {
                lists.AllowedPaths.Add(path);
            }
        }
    }

    private static NamePlaces PlacesOf(string member) => member switch
    {
        "names" => NamePlaces.All,
        "headers" => NamePlaces.Header,
        "cookies" => NamePlaces.Cookie,
        "queryKeys" => NamePlaces.Query,
        "bodyKeys" => NamePlaces.Body,
        "formFields" => NamePlaces.Form,
        "grpcFields" => NamePlaces.Grpc,
        "graphqlVariables" => NamePlaces.GraphQL,
        _ => NamePlaces.None,
    };

    private static void ReadKinds(ref DocumentReader reader, RuleLists lists)
    {
        if (!reader.Read(JsonTokenType.StartObject, "an object"))
        {
            return;
        }

        while (reader.ReadMember())
        {
            SensitiveKind kind = SensitiveKinds.Parse(reader.Text);
            if (kind == SensitiveKind.None)
            {
                reader.Fail($"unknown kind \"{reader.Text}\"");
            }
            else if (reader.Read(JsonTokenType.String, $"off, {Modes}"))
            {
                SetKind(ref reader, lists, kind);
            }
        }
    }

    private static void SetKind(ref DocumentReader reader, RuleLists lists, SensitiveKind kind)
    {
        if (reader.Text == "off")
        {
            lists.Kinds = lists.Kinds.Without(kind);
            return;
        }

        lists.Kinds = lists.Kinds.With(kind);
        lists.KindModes[(int)kind] = ModeOf(ref reader, $"off, {Modes}") ?? lists.KindModes[(int)kind];
    }

    private static RedactionMode? ReadMode(ref DocumentReader reader) =>
        reader.Read(JsonTokenType.String, Modes) ? ModeOf(ref reader, Modes) : null;

    private static RedactionMode? ModeOf(ref DocumentReader reader, string expected)
    {
        switch (reader.Text)
        {
            case "drop": return RedactionMode.Drop;
            case "mask": return RedactionMode.Mask;
            case "hash": return RedactionMode.Hash;
            case "types": return RedactionMode.Types;
            default:
                reader.Fail($"expected {expected}");
                return null;
        }
    }

    private static bool ReadBool(ref DocumentReader reader)
    {
        if (reader.Read() && reader.Token is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.Bool;
        }

        reader.Fail("expected true or false");
        return false;
    }

    private static void ReadKey(ref DocumentReader reader, RuleLists lists)
    {
        var key = new byte[MaxNameCharacters];
        if (!reader.Read(JsonTokenType.String, "a key in base64"))
        {
            return;
        }

        if (!Convert.TryFromBase64String(Bounded(ref reader), key, out int length) || length < MinKeyBytes)
        {
            reader.Fail($"expected a key in base64, of {MinKeyBytes} bytes or more");
            return;
        }

        lists.HashKey = key[..length];
    }

    private static string Bounded(ref DocumentReader reader)
    {
        string text = reader.Text;
        if (text.Length > MaxNameCharacters)
        {
            reader.Fail($"longer than {MaxNameCharacters} characters");
            return "";
        }

        return text;
    }
}
