using System.Diagnostics;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Portal.Errors;

/// <summary>A page that failed is answered with a page. Everything else is left to the services' own handler.</summary>
internal sealed partial class PageFailureHandler(ILogger<PageFailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is not { } page) return false;
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested) return true;

        PageFailed(page.Type.Name, context.Request.Method, exception.GetType().FullName!, Frames(exception));
        await new RazorComponentResult<FailurePage>(new Dictionary<string, object?>
        {
            [nameof(FailurePage.TraceId)] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        })
        { StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError }.ExecuteAsync(context);
        return true;
    }

    /// <summary>Where it happened, without the exception's text: that may quote a letter.</summary>
    private static string Frames(Exception exception) =>
        string.Join(" < ", new StackTrace(exception).GetFrames().Take(6)
            .Select(frame => $"{frame.GetMethod()?.DeclaringType?.Name}.{frame.GetMethod()?.Name}"));
}
