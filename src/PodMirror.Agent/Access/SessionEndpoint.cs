using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Audit;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Access;

/// <summary>/api/v1/session: who asks (GET), signing in with a token (POST), and out (DELETE).</summary>
internal sealed class SessionEndpoint(AccessGate gate, Sessions sessions, IAuditLog audit, AccessLedger ledger)
{
    // A token of the longest, with every character escaped.
    private const int MaxBodyBytes = 4 << 10;

    /// <summary>Tells who asks, and how others would say who they are.</summary>
    public Task GetAsync(HttpContext context) =>
        gate.Identify(context) is { } problem ? Answer.SendAsync(context, problem) : SendAsync(context, WebUser.Of(context));

    /// <summary>Begins a session for who shows a token.</summary>
    public async Task SignInAsync(HttpContext context)
    {
        if (gate.Authentication == WebAuthentication.Off)
        {
            await Answer.SendAsync(context, Problem.NotFound("nobody signs in here: --web-auth is off"));
            return;
        }

        byte[]? body = await BoundedBody.ReadAsync(context.Request, MaxBodyBytes);
        if (body is null || TokenOf(body) is not { } token)
        {
            await Answer.SendAsync(context, new Problem(StatusCodes.Status400BadRequest, "Invalid body", "send {\"token\":\"TOKEN\"}"));
            return;
        }

        if (gate.Try(context, token, out RoleToken? found) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        Begin(context, found!.User, found.Hash);
        await SendAsync(context, found.User);
    }

    /// <summary>Begins a session, and ends the one before.</summary>
    public void Begin(HttpContext context, WebUser user, byte[]? tokenHash)
    {
        if (SessionCookie.Read(context.Request) is { } before)
        {
            sessions.End(before);
        }

        ledger.SignIns.Add(SignInResult.Accepted);
        audit.Record(user, "sign_in", $"from {context.Connection.RemoteIpAddress}");
        SessionCookie.Set(context, sessions.Begin(user, tokenHash));
    }

    /// <summary>Ends the session.</summary>
    public Task SignOutAsync(HttpContext context)
    {
        if (SessionCookie.Read(context.Request) is { } id)
        {
            if (sessions.Find(id) is { } user)
            {
                audit.Record(user, "sign_out", $"from {context.Connection.RemoteIpAddress}");
            }

            sessions.End(id);
            SessionCookie.Remove(context);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task SendAsync(HttpContext context, WebUser user) => Answer.SendAsync(context, json => Write(json, user));

    private void Write(Utf8JsonWriter json, WebUser user)
    {
        json.WriteStartObject();
        json.WriteString("authentication"u8, Reasons.Name(gate.Authentication));
        json.WriteString("user"u8, user.Name);
        json.WriteString("role"u8, user.Role == WebRole.None ? null : Reasons.Name(user.Role));
        json.WriteEndObject();
    }

    private static string? TokenOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("token"u8, out JsonElement token) && token.ValueKind == JsonValueKind.String
                ? token.GetString()!.Trim()
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or a string that is no UTF-16.
            return null;
        }
    }
}
