using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Errors;

/// <summary>
/// A form left open overnight carries a token that is no longer good. Where the form acts for nobody in particular – a letter, a
/// look at its progress – the reader gets everything back and confirms; elsewhere they open the page anew.
/// </summary>
internal static class ExpiredForms
{
    private static readonly string[] OpenToEverybody = ["/gui-don", "/theo-doi"];

    public static void AnswerWithAPage(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } page) return;
        endpoint.RequestDelegate = context => context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            ? AnswerAsync(context)
            : page(context);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        // The form may not be read while the verdict stands. What is read here is only shown to the one who sent it.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        var form = OpenToEverybody.Contains(context.Request.Path.Value) && context.Request.HasFormContentType
            ? await context.Request.ReadFormAsync(context.RequestAborted)
            : FormCollection.Empty;
        List<KeyValuePair<string, string>> fields =
            [.. form.Where(field => field.Key != "__RequestVerificationToken")
                .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];

        await new RazorComponentResult<ExpiredFormPage>(new Dictionary<string, object?>
        {
            [nameof(ExpiredFormPage.Address)] = (context.Request.PathBase + context.Request.Path).ToUriComponent(),
            [nameof(ExpiredFormPage.Fields)] = fields,
        })
        { StatusCode = StatusCodes.Status400BadRequest }.ExecuteAsync(context);
    }
}
