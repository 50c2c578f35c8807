using Microsoft.AspNetCore.Http;

namespace Portal.Errors;

internal static class PageStatus
{
    /// <summary>
    /// Says with which status this page goes out. Only at the last moment: the framework drops what a page wrote when it finds a 404
    /// before that, and leaves the answer to the host's status pages.
    /// </summary>
    public static void AnswerWith(this HttpContext context, int status) => context.Response.OnStarting(() =>
    {
        // A redirect decided meanwhile goes first.
        if (context.Response.StatusCode == StatusCodes.Status200OK) context.Response.StatusCode = status;
        return Task.CompletedTask;
    });
}
