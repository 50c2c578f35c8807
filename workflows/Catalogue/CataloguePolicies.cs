using Microsoft.AspNetCore.Authorization;
using Shared.Hosting;

namespace Catalogue;

/// <summary>Who may change a document of the law. It is the same for every department, so a role in one of them is not enough.</summary>
internal static class CataloguePolicies
{
    public const string ChangeLaw = "change-law";

    private static readonly string[] Administrators = [Roles.ProcedureAdmin, Roles.SystemAdmin];

    public static void MayChangeLaw(AuthorizationPolicyBuilder policy) => policy
        .RequireAuthenticatedUser()
        .RequireAssertion(context => context.User.Grants()
            .Any(grant => Administrators.Contains(grant.Role) && grant.Department == Grant.Everywhere));
}
