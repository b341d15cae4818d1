using System.Text.Json;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>Schemas and parameters as JSON. docs/api.md has the fields.</summary>
internal static class SchemaJson
{
    /// <summary>Writes properties or parameters as a list.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<PropertySnapshot> properties)
    {
        json.WriteStartArray(name);
        foreach (PropertySnapshot property in properties)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, property.Name);
            json.WriteBoolean("required"u8, property.Required);
            json.WriteNumber("present"u8, property.Present);
            json.WriteNumber("of"u8, property.Of);
            Write(json, "schema"u8, property.Schema);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a schema; null where there is none. The catalog bounds how deep it goes.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, SchemaSnapshot? schema)
    {
        if (schema is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        EndpointJson.WriteTexts(json, "types"u8, schema.Types);
        json.WriteBoolean("nullable"u8, schema.Nullable);
        json.WriteNumber("seen"u8, schema.Seen);
        json.WriteString("format"u8, schema.Format);
        WriteEnumeration(json, schema);
        json.WriteString("example"u8, schema.Example);
        Write(json, "minimum"u8, schema.Minimum);
        Write(json, "maximum"u8, schema.Maximum);
        Write(json, "properties"u8, schema.Properties);
        Write(json, "items"u8, schema.Items);
        Write(json, "additional_properties"u8, schema.AdditionalProperties);
        json.WriteBoolean("capped"u8, schema.Capped);
        json.WriteEndObject();
    }

    private static void WriteEnumeration(Utf8JsonWriter json, SchemaSnapshot schema)
    {
        if (schema.Enumeration is null)
        {
            json.WriteNull("enumeration"u8);
        }
        else
        {
            EndpointJson.WriteTexts(json, "enumeration"u8, schema.Enumeration);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
