using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Shared.Hosting;
using Shared.Messaging;

namespace Shared.Persistence;

/// <summary>
/// What every service's context has: an outbox and an inbox that commit with the change, an audit trail, remembered answers for
/// repeated requests, and one way to write on each database.
/// </summary>
public abstract class ServiceDbContext(DbContextOptions options) : DbContext(options)
{
    private readonly MessageIds messageIds = new();

    internal DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    internal DbSet<InboxEntry> Inbox => Set<InboxEntry>();
    internal DbSet<SetAsideMessage> SetAside => Set<SetAsideMessage>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    internal DbSet<RememberedAnswer> RememberedAnswers => Set<RememberedAnswer>();

    /// <summary>Tells everybody who listens that something happened, as soon as this context has committed.</summary>
    public void Publish<TEvent>(TEvent message) where TEvent : class => Enqueue(message, destination: null);

    /// <summary>Sends a command to one queue, as soon as this context has committed.</summary>
    public void Send<TCommand>(string queue, TCommand message) where TCommand : class => Enqueue(message, queue);

    /// <summary>Records who did what to which subject. Identifiers only: no names, no text of a letter.</summary>
    public void Audit(string action, string subject, string? department = null, string? ground = null) =>
        AuditEntries.Add(new AuditEntry(
            Guid.CreateVersion7(Now), action, subject, department, ground, Actor.Id, Now, Activity.Current?.TraceId.ToString()));

    /// <summary>The instant by the service's clock.</summary>
    public DateTimeOffset Now => this.GetService<TimeProvider>().GetUtcNow();

    protected CurrentActor Actor => this.GetService<CurrentActor>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        AuditChanges();
        var announces = ChangeTracker.Entries<OutboxMessage>().Any(entry => entry.State == EntityState.Added);
        int written;
        using (Database.CurrentTransaction is null ? await WriterGate.EnterAsync(this, cancellationToken) : null)
        {
            written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        // Inside an outer transaction nothing is visible yet; the dispatcher's poll finds it after the commit.
        if (announces) this.GetService<OutboxSignal>().Raise(GetType());
        return written;
    }

    /// <summary>Not offered: every caller is asynchronous, and two ways to save would be one too many.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Use SaveChangesAsync.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(400);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        if (Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true)
        {
            // SQLite cannot order DateTimeOffset; ticks of the UTC instant it can.
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        }
        else
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstantConverter>();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ServiceDbContext).Assembly,
            type => type.Namespace != "Shared.Deadlines");

    /// <exception cref="MessageTooLargeException">No queue would take it; nothing is sent.</exception>
    private void Enqueue(object message, string? destination)
    {
        var type = message.GetType();
        var body = JsonSerializer.Serialize(message, type, WireJson.Options);
        if (body.Length > OutboxMessage.LongestBody) throw new MessageTooLargeException(type, body.Length);
        Outbox.Add(new OutboxMessage(messageIds.Next(Now), type.FullName!, body, destination, Activity.Current?.Id, Now));
    }

    private void AuditChanges()
    {
        var changed = ChangeTracker.Entries<IAudited>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        foreach (var entry in changed)
        {
            var kind = entry.Metadata.ClrType.Name;
            var what = entry.State == EntityState.Modified
                ? string.Join(',', entry.Properties.Where(property => property.IsModified).Select(property => property.Metadata.Name))
                : null;
            Audit($"{kind}.{entry.State}", $"{kind}/{entry.Entity.AuditId}", entry.Entity.AuditDepartment,
                what is { Length: > 300 } ? what[..300] : what);
        }
    }
}
