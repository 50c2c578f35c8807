using System.Collections.Concurrent;
using Shared.Persistence;

namespace Shared.Messaging;

/// <summary>Wakes the dispatcher of a context right after a commit, so that a message does not wait for the next poll.</summary>
internal sealed class OutboxSignal
{
    private readonly ConcurrentDictionary<Type, SemaphoreSlim> waiting = new();

    public void Raise(Type context)
    {
        var signal = For(context);
        if (signal.CurrentCount == 0)
        {
            try
            {
                signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else raised it in between: the dispatcher is awake, which is all that was wanted.
            }
        }
    }

    public Task<bool> WaitAsync(Type context, TimeSpan atMost, CancellationToken cancellationToken) =>
        For(context).WaitAsync(atMost, cancellationToken);

    private SemaphoreSlim For(Type context) => waiting.GetOrAdd(OfService(context), _ => new SemaphoreSlim(0, 1));

    /// <summary>Each provider has a context derived from the service's; they share its one dispatcher.</summary>
    private static Type OfService(Type context)
    {
        while (context.BaseType is { } parent && parent != typeof(ServiceDbContext) && parent.IsAssignableTo(typeof(ServiceDbContext)))
            context = parent;
        return context;
    }
}
