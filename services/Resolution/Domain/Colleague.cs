namespace Resolution.Domain;

/// <summary>
/// A role with which somebody was last seen here. Accounts are kept elsewhere, perhaps by another issuer, and whoever signs in brings name
/// and roles along; so this is what Resolution knows of who could be handed a task.
/// </summary>
internal sealed class Colleague
{
    private Colleague(string userId, string department, string role)
    {
        UserId = userId;
        Department = department;
        Role = role;
    }

    public string UserId { get; private set; }

    /// <summary>The department, or <c>*</c> for all.</summary>
    public string Department { get; private set; }
    public string Role { get; private set; }
    public string Name { get; private set; } = "";
    public DateOnly SeenOn { get; private set; }

    public static Colleague Seen(string userId, string department, string role, string name, DateOnly on)
    {
        var seen = new Colleague(userId, department, role);
        seen.SeenAgain(name, on);
        return seen;
    }

    public void SeenAgain(string name, DateOnly on)
    {
        Name = name;
        SeenOn = on;
    }
}
