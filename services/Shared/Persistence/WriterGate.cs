using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Shared.Persistence;

/// <summary>
/// SQLite has one writer. Without a queue in front of it eight writers wait for one another up to two seconds (measured); with this
/// gate they pass one by one. Other databases are let through.
/// </summary>
internal static class WriterGate
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new();

    public static async ValueTask<IDisposable?> EnterAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) != true) return null;
        var gate = Gates.GetOrAdd(context.Database.GetConnectionString() ?? "", _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        return new Pass(gate);
    }

    private sealed class Pass(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? held = gate;
        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
