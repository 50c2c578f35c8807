using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Portal.Errors;

/// <summary>What nobody else answers: a page for a reader, a bare 404 for a program.</summary>
internal static class UnknownAddress
{
    private static readonly PathString[] Programs = ["/api", "/connect", "/openapi", "/health", "/account", "/.well-known"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapFallback(Answer).RequireAuthorization(PortalModule.Visitor);

    private static IResult Answer(HttpContext context) =>
        WantsPage(context.Request)
            ? new RazorComponentResult<UnknownAddressPage> { StatusCode = StatusCodes.Status404NotFound }
            : TypedResults.NotFound();

    public static bool WantsPage(HttpRequest request) =>
        !Programs.Any(program => request.Path.StartsWithSegments(program))
        && (StringValues.IsNullOrEmpty(request.Headers.Accept)
            || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));
}
