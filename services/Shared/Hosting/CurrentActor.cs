using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Shared.Hosting;

/// <summary>Who is acting in this request or message: a user's id, <c>citizen</c>, or <c>system:…</c>.</summary>
public sealed class CurrentActor(IHttpContextAccessor http)
{
    private string? actingAs;

    public string Id => actingAs ?? http.HttpContext?.User.UserId() ?? (http.HttpContext is null ? "system" : "citizen");

    /// <summary>Says who acts where there is no request: a consumer, the sweeper.</summary>
    public void ActAs(string actor) => actingAs = actor;
}
