using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Shared.Hosting;

/// <summary>What a person may be, in a department or for the whole body.</summary>
public static class Roles
{
    public const string Reception = "reception";
    public const string Clerk = "clerk";
    public const string Officer = "officer";
    public const string Head = "head";
    public const string Inspector = "inspector";
    public const string ProcedureAdmin = "procedure-admin";
    public const string SystemAdmin = "system-admin";
    public const string System = "system";

    public static IReadOnlyList<string> All { get; } =
        [Reception, Clerk, Officer, Head, Inspector, ProcedureAdmin, SystemAdmin, System];
}

/// <summary>A role held in one department, or everywhere (<c>*</c>). On the wire: <c>clerk@so-khcn</c>.</summary>
public sealed record Grant(string Role, string Department)
{
    public const string ClaimType = "grant";
    public const string Everywhere = "*";

    public override string ToString() => $"{Role}@{Department}";

    public static Grant? Parse(string text) =>
        text.Split('@') is [var role, var department] && role.Length > 0 && department.Length > 0 ? new Grant(role, department) : null;
}

/// <summary>What the signed-in person may do.</summary>
public static class Principals
{
    public static string? UserId(this ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true ? user.FindFirstValue("sub") ?? user.FindFirstValue(ClaimTypes.NameIdentifier) : null;

    public static IEnumerable<Grant> Grants(this ClaimsPrincipal user) =>
        user.FindAll(Grant.ClaimType).Select(claim => Grant.Parse(claim.Value)).OfType<Grant>();

    public static bool Holds(this ClaimsPrincipal user, string role, string department) =>
        user.Grants().Any(grant => grant.Role == role && (grant.Department == department || grant.Department == Grant.Everywhere));

    public static bool HoldsAnyIn(this ClaimsPrincipal user, string department) =>
        user.Grants().Any(grant => grant.Department == department || grant.Department == Grant.Everywhere);

    /// <summary>The departments in which the person holds one of these roles; null means all of them.</summary>
    public static IReadOnlyList<string>? DepartmentsAs(this ClaimsPrincipal user, params string[] roles)
    {
        var grants = user.Grants().Where(grant => roles.Length == 0 || roles.Contains(grant.Role)).ToList();
        return grants.Any(grant => grant.Department == Grant.Everywhere)
            ? null
            : grants.Select(grant => grant.Department).Distinct().ToList();
    }
}

/// <summary>The authorization policies endpoints ask for. Which department is decided by the slice, from the data.</summary>
public static class Policies
{
    public const string Staff = "staff";
    public const string Reception = "reception";
    public const string Clerk = "clerk";
    public const string CaseWork = "case-work";
    public const string Oversight = "oversight";
    public const string Operations = "operations";

    /// <summary>Who looks after procedures that cannot go on by themselves.</summary>
    public const string Operation = "operation";

    public static void Add(AuthorizationOptions options)
    {
        Require(Staff, [.. Roles.All]);
        Require(Reception, Roles.Reception, Roles.Clerk);
        Require(Clerk, Roles.Clerk);
        Require(CaseWork, Roles.Clerk, Roles.Officer, Roles.Head);
        Require(Oversight, Roles.Head, Roles.Inspector);
        Require(Operations, Roles.SystemAdmin);
        Require(Operation, Roles.Head, Roles.SystemAdmin);

        void Require(string policy, params string[] roles) => options.AddPolicy(policy, builder => builder
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.Grants().Any(grant => roles.Contains(grant.Role))));
    }
}
