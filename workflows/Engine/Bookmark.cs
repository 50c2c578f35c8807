using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engine;

public enum BookmarkKind
{
    Task,
    Event,

    /// <summary>Another procedure, started by this one, has to end.</summary>
    Procedure,
}

/// <summary>A branch that waits: for the completion of a task, for an event, or for another procedure. It goes when that has come.</summary>
public sealed class Bookmark
{
    internal Bookmark(Guid id, Guid instanceId, string activityId, BookmarkKind kind, string key)
    {
        Id = id;
        InstanceId = instanceId;
        ActivityId = activityId;
        Kind = kind;
        Key = key;
    }

    public Guid Id { get; }
    public Guid InstanceId { get; }
    public string ActivityId { get; }
    public BookmarkKind Kind { get; }

    /// <summary>The id of the task or of the procedure's instance, or the event's name and key.</summary>
    public string Key { get; }

    /// <summary>How an event is looked up: <c>deadline-passed:KN1.EFFECT</c>.</summary>
    public static string KeyOf(string eventName, string? key) => key is null ? eventName : $"{eventName}:{key}";
}

internal sealed class BookmarkConfiguration : IEntityTypeConfiguration<Bookmark>
{
    public void Configure(EntityTypeBuilder<Bookmark> builder)
    {
        builder.ToTable("Bookmarks");
        builder.HasKey(bookmark => bookmark.Id);
        builder.Property(bookmark => bookmark.Id).ValueGeneratedNever();
        builder.Property(bookmark => bookmark.InstanceId);
        builder.Property(bookmark => bookmark.ActivityId).HasMaxLength(120);
        builder.Property(bookmark => bookmark.Kind);
        builder.Property(bookmark => bookmark.Key).HasMaxLength(200);

        // A wait exists once, whatever the engine believes.
        builder.HasIndex(bookmark => new { bookmark.InstanceId, bookmark.ActivityId, bookmark.Kind, bookmark.Key }).IsUnique();
        builder.HasIndex(bookmark => new { bookmark.Kind, bookmark.Key });
    }
}
