using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Shared.Messaging;

namespace Shared.Persistence;

/// <summary>Several saves that commit together. On SQLite it holds the writer's place from beginning to end.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly ServiceDbContext db;
    private readonly IDisposable? pass;
    private readonly IDbContextTransaction transaction;

    private WriteTransaction(ServiceDbContext db, IDisposable? pass, IDbContextTransaction transaction)
    {
        this.db = db;
        this.pass = pass;
        this.transaction = transaction;
    }

    public static async Task<WriteTransaction> BeginAsync(ServiceDbContext db, CancellationToken cancellationToken)
    {
        var pass = await WriterGate.EnterAsync(db, cancellationToken);
        try
        {
            return new WriteTransaction(db, pass, await db.Database.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            pass?.Dispose();
            throw;
        }
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await transaction.CommitAsync(cancellationToken);
        db.GetService<OutboxSignal>().Raise(db.GetType());
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        pass?.Dispose();
    }
}
