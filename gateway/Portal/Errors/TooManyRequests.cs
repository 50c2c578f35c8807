using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Errors;

/// <summary>The answer to a reader who asks too often: a page, where a page was asked for.</summary>
public static class TooManyRequests
{
    public static async Task<bool> TryAnswerWithAPageAsync(HttpContext context)
    {
        if (!UnknownAddress.WantsPage(context.Request)) return false;
        await new RazorComponentResult<TooManyRequestsPage> { StatusCode = StatusCodes.Status429TooManyRequests }.ExecuteAsync(context);
        return true;
    }
}
