using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;
using Shared.Persistence;

namespace Intake.Identities;

/// <summary>
/// Wraps every data key by the master key in use, so that an older master key can be put away. What the data keys sealed is not
/// touched; the service may run meanwhile, and the command may be repeated.
/// </summary>
internal sealed class RewrapIdentities(IServiceScopeFactory scopes, IdentityKeys keys) : IServiceCommand
{
    private const int BatchSize = 200;

    public string Name => "rewrap-identities";
    public string Summary => "wrap the vault's data keys by the newest master key";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs("system:rewrap-identities");
        var db = scope.ServiceProvider.GetRequiredService<IdentitiesDbContext>();
        var rewrapped = 0;
        var stale = await db.Letters.AsNoTracking().Where(row => row.KeyId != keys.KeyId && keys.Known.Contains(row.KeyId))
            .Select(row => row.SubmissionId).ToListAsync(cancellationToken);
        foreach (var ids in stale.Chunk(BatchSize))
        {
            // Read inside the transaction: another run may have been here since.
            await using var transaction = await WriteTransaction.BeginAsync(db, cancellationToken);
            var letters = await db.Letters.AsNoTracking().Where(row => ids.Contains(row.SubmissionId) && row.KeyId != keys.KeyId)
                .Select(row => new { row.SubmissionId, row.WrappedKey, row.KeyId }).ToListAsync(cancellationToken);
            foreach (var letter in letters)
            {
                var key = keys.Rewrap(letter.SubmissionId, letter.WrappedKey, letter.KeyId);
                rewrapped += await db.Letters.Where(row => row.SubmissionId == letter.SubmissionId && row.KeyId == letter.KeyId)
                    .ExecuteUpdateAsync(row => row
                        .SetProperty(record => record.WrappedKey, key.Wrapped)
                        .SetProperty(record => record.KeyId, key.KeyId), cancellationToken);
            }

            db.Audit("Vault.Rewrap", $"Vault/{keys.KeyId}", ground: letters.Count.ToString(CultureInfo.InvariantCulture));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await output.WriteLineAsync($"{rewrapped} letters are now under master key {keys.KeyId}.");
        var unknown = await db.Letters.AsNoTracking().Where(row => !keys.Known.Contains(row.KeyId))
            .GroupBy(row => row.KeyId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        foreach (var group in unknown)
            await output.WriteLineAsync($"{group.Count} letters are under master key {group.Key}, which this process was not given: nobody can read them.");
        return unknown.Count == 0 ? 0 : 1;
    }
}
