using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog.Descriptions;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>GET, PUT and DELETE /api/v1/services/{service}/description: what somebody says that a service is. docs/api.md is its contract.</summary>
internal sealed class DescriptionEndpoint(DescriptionBook book, ChangeLog changes)
{
    // As long as a service's name may be in the catalog.
    private const int MaxServiceLength = 256;

    // Reading one takes some hundred times its size for a moment.
    private static readonly SemaphoreSlim Reading = new(1, 1);

    /// <summary>What a description may be uploaded as. By its first byte it is told whether it is JSON or YAML, whatever it is called.</summary>
    public static IReadOnlyList<string> ContentTypes { get; } = ["application/json", "application/yaml"];

    /// <summary>What was uploaded, byte for byte.</summary>
    public async Task GetAsync(HttpContext context, string service)
    {
        (string ContentType, byte[] Text)? stored = await book.ReadAsync(service, context.RequestAborted);
        await (stored is { } known
            ? Answer.SendAsync(context, known.Text, known.ContentType)
            : Answer.SendAsync(context, CatalogProblems.NoDescription));
    }

    /// <summary>Takes one.</summary>
    public async Task PutAsync(HttpContext context, string service)
    {
        byte[]? text = await BoundedBody.ReadAsync(context.Request, ImportLimits.Default.MaxBytes);
        if (text is null || service.Length > MaxServiceLength)
        {
            await Answer.SendAsync(context, text is null ? TooLarge : CatalogProblems.NoService);
            return;
        }

        (ApiDescription? description, ImportFault? fault) = await ReadAsync(text, context.RequestAborted);
        if (description is null)
        {
            await Answer.SendAsync(context, Unreadable(fault!));
            return;
        }

        string contentType = context.Request.ContentType!.Split(';', 2)[0].Trim();
        if (!await book.PutAsync(service, description, contentType, text, context.RequestAborted))
        {
            string detail = $"{DescriptionLimits.MaxDescriptions} descriptions and {DescriptionLimits.MaxBytes} bytes of them at most; remove one";
            await Answer.SendAsync(context, new Problem(StatusCodes.Status409Conflict, "Too many", detail));
            return;
        }

        changes(context, "upload_description", service);
        await Answer.SendAsync(context, json => Write(json, description));
    }

    /// <summary>Forgets it.</summary>
    public async Task RemoveAsync(HttpContext context, string service)
    {
        if (!await book.RemoveAsync(service, context.RequestAborted))
        {
            await Answer.SendAsync(context, CatalogProblems.NoDescription);
            return;
        }

        changes(context, "remove_description", service);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<(ApiDescription? Description, ImportFault? Fault)> ReadAsync(byte[] text, CancellationToken cancellation)
    {
        await Reading.WaitAsync(cancellation);
        try
        {
            return ApiDescriptionReader.TryRead(text, null, out ApiDescription? description, out ImportFault? fault)
                ? (description, null)
                : (null, fault);
        }
        finally
        {
            Reading.Release();
        }
    }

    private static Problem TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge, "Description too large", $"at most {ImportLimits.Default.MaxBytes} bytes");

    private static Problem Unreadable(ImportFault fault) => new(
        StatusCodes.Status422UnprocessableEntity, "Invalid description", fault.Message, Place: fault.Line == 0 ? null : (fault.Line, fault.Column));

    private static void Write(Utf8JsonWriter json, ApiDescription description)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, description.Title);
        json.WriteString("version"u8, description.Version);
        json.WriteNumber("operations"u8, description.Operations.Count);
        EndpointJson.WriteTexts(json, "warnings"u8, description.Warnings);
        json.WriteEndObject();
    }
}
