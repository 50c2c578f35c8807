using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Access;

namespace Portal.Clients;

/// <summary>Speaks to the API as the person in front of the page: their token, their language.</summary>
internal sealed class SignedInHandler(IHttpContextAccessor http, IOptions<PortalOptions> options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (http.HttpContext is { } context && await context.GetTokenAsync(SignedIn.Scheme, "access_token") is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
        options.Value.Prepare?.Invoke(request);
        return await base.SendAsync(request, cancellationToken);
    }
}
