using System.Security.Claims;
using Gateway.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal;
using Shared.Hosting;

namespace Gateway.SignIn;

/// <summary>Signing in to the pages: a cookie for the browser; the token the pages call the API with stays inside it, encrypted.</summary>
internal static class PortalSignIn
{
    public const string Scheme = "Portal";
    private static readonly TimeSpan SignedInFor = TimeSpan.FromHours(9);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").ExcludeFromDescription().RequireAuthorization(PortalModule.Visitor);
        account.MapPost("/sign-in", SignInAsync);
        account.MapPost("/sign-out", SignOutAsync);
        routes.MapGet("/language", ChangeLanguage).ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(
        HttpContext http, [FromForm] string? userName, [FromForm] string? password, [FromForm] string? returnUrl,
        UserManager<Account> accounts, SignInManager<Account> signIn, SigningKeys keys, IOptions<IssuerOptions> options, TimeProvider time)
    {
        var target = Local(returnUrl, "/cong-viec");
        var account = string.IsNullOrWhiteSpace(userName) ? null : await accounts.FindByNameAsync(userName.Trim());
        if (account is null || !(await signIn.CheckPasswordSignInAsync(account, password ?? "", lockoutOnFailure: true)).Succeeded)
            return Results.LocalRedirect($"/dang-nhap?error=1&returnUrl={Uri.EscapeDataString(target)}");

        var grants = (await accounts.GetClaimsAsync(account)).Where(claim => claim.Type == Grant.ClaimType).Select(claim => claim.Value).ToArray();
        var now = time.GetUtcNow();
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.Name,
            Audience = IssuerOptions.Audience,
            TokenType = "at+jwt",
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.Add(SignedInFor).UtcDateTime,
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object> { ["sub"] = account.Id, ["name"] = account.DisplayName, [Grant.ClaimType] = grants },
        });

        var identity = new ClaimsIdentity(
            [new Claim("sub", account.Id), new Claim("name", account.DisplayName), .. grants.Select(grant => new Claim(Grant.ClaimType, grant))],
            Scheme, "name", null);
        var properties = new AuthenticationProperties { ExpiresUtc = now.Add(SignedInFor) };
        properties.StoreTokens([new AuthenticationToken { Name = "access_token", Value = token }]);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
        return Results.LocalRedirect(target);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, [FromForm] string? returnUrl)
    {
        await http.SignOutAsync(Scheme);
        return Results.LocalRedirect(Local(returnUrl, "/"));
    }

    private static IResult ChangeLanguage(HttpContext http, string? to, string? returnUrl)
    {
        http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to == "en" ? "en" : "vi")),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, HttpOnly = true });
        return Results.LocalRedirect(Local(returnUrl, "/"));
    }

    /// <summary>Only an address of this site; anything else would send a person elsewhere under our name.</summary>
    private static string Local(string? url, string otherwise) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal)
            && !url.Any(char.IsControl) ? url : otherwise;
}
