using System.Security.Claims;
using Gateway.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Shared.Hosting;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gateway.SignIn;

/// <summary>
/// <c>POST /connect/token</c>. The password grant exists for demonstration accounts in development only; systems use client
/// credentials.
/// </summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/connect/token", Handle).DisableAntiforgery().ExcludeFromDescription();

    internal static async Task<IResult> Handle(
        HttpContext http, UserManager<Account> accounts, SignInManager<Account> signIn, IOpenIddictApplicationManager applications)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw RuleViolation.Unprocessable("sign-in.no-request");
        if (request.IsClientCredentialsGrantType())
        {
            var client = await applications.FindByClientIdAsync(request.ClientId!) ?? throw new InvalidOperationException("The client vanished.");
            var name = await applications.GetDisplayNameAsync(client) ?? request.ClientId!;
            return Issue(request.ClientId!, name, [new Grant(Roles.System, Grant.Everywhere).ToString()]);
        }

        var account = await accounts.FindByNameAsync(request.Username ?? "");
        var checkedIn = account is not null
            && (await signIn.CheckPasswordSignInAsync(account, request.Password ?? "", lockoutOnFailure: true)).Succeeded;
        if (!checkedIn)
        {
            return Results.Forbid(
                new Microsoft.AspNetCore.Authentication.AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] =
                        Language.Of("Tên đăng nhập hoặc mật khẩu không đúng.", "The user name or password is wrong."),
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        return Issue(account!.Id, account.DisplayName,
            (await accounts.GetClaimsAsync(account)).Where(claim => claim.Type == Grant.ClaimType).Select(claim => claim.Value));
    }

    private static IResult Issue(string subject, string name, IEnumerable<string> grants)
    {
        var identity = new ClaimsIdentity("DonThu", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject).SetClaim(Claims.Name, name);
        foreach (var grant in grants) identity.AddClaim(new Claim(Grant.ClaimType, grant));
        identity.SetAudiences(IssuerOptions.Audience);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
