using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Accounts;

/// <summary>Somebody who signs in. What they may do are claims of type <c>grant</c>: a role in a department.</summary>
internal sealed class Account : IdentityUser
{
    /// <summary>The name shown to colleagues.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Whether the password was given out by the system and must be replaced.</summary>
    public bool MustChangePassword { get; set; }
}

/// <summary>The accounts of an installation that has no issuer of its own, and the clients its issuer knows.</summary>
internal abstract class AccountsDbContext(DbContextOptions options) : IdentityUserContext<Account>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
        builder.Entity<Account>(account =>
        {
            account.ToTable("Accounts");
            account.Property(row => row.DisplayName).HasMaxLength(200);
        });
        builder.Entity<IdentityUserClaim<string>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("AccountLogins");
        builder.Entity<IdentityUserToken<string>>().ToTable("AccountTokens");
    }
}
