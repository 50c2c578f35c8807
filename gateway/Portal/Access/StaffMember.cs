using System.Security.Claims;

namespace Portal.Access;

/// <summary>Who is signed in and what they hold where, read from claims such as <c>clerk@xa-go-may</c> and <c>inspector@*</c>.</summary>
public sealed class StaffMember
{
    public const string Everywhere = "*";

    private readonly List<(string Role, string Department)> grants;

    public StaffMember(ClaimsPrincipal user)
    {
        Id = user.FindFirstValue("sub") ?? user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        Name = user.FindFirstValue("name") ?? user.Identity?.Name ?? Id;
        grants = [.. user.FindAll("grant").Select(claim => claim.Value.Split('@')).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];
    }

    public string Id { get; }
    public string Name { get; }

    public bool ReceivesLetters => HoldsAny("reception", "clerk");
    public bool RoutesLetters => HoldsAny("clerk");
    public bool WorksOnCases => HoldsAny("clerk", "officer", "head");
    public bool Oversees => HoldsAny("head", "inspector");

    /// <summary>Whether they look after procedures that cannot go on by themselves.</summary>
    public bool Operates => HoldsAny("head", "system-admin");

    /// <summary>The law is the same for every department, so a role in one of them is not enough.</summary>
    public bool AdministersLaw => HoldsAnyIn(Everywhere, "procedure-admin", "system-admin");

    public bool HoldsAny(params string[] roles) => grants.Any(grant => roles.Contains(grant.Role));

    public bool HoldsAnyIn(string department, params string[] roles) =>
        grants.Any(grant => roles.Contains(grant.Role) && (grant.Department == department || grant.Department == Everywhere));

    /// <summary>The departments in which they hold one of these roles, each named for itself.</summary>
    public IReadOnlyList<string> DepartmentsAs(params string[] roles) =>
        [.. grants.Where(grant => roles.Contains(grant.Role) && grant.Department != Everywhere).Select(grant => grant.Department).Distinct()];
}
