using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Portal.Access;

/// <summary>
/// The person behind the sign-in cookie. Asked by name of the scheme, because pages open to everybody run under the API's scheme,
/// which does not read cookies.
/// </summary>
internal sealed class SignedIn(IHttpContextAccessor http)
{
    /// <summary>The cookie's scheme, which the host provides.</summary>
    public const string Scheme = "Portal";

    public async Task<StaffMember?> FindAsync()
    {
        var result = http.HttpContext is { } context ? await context.AuthenticateAsync(Scheme) : AuthenticateResult.NoResult();
        return result.Principal is { Identity.IsAuthenticated: true } user ? new StaffMember(user) : null;
    }
}
