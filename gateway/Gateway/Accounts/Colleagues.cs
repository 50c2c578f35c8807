using Microsoft.EntityFrameworkCore;
using Portal.Access;

namespace Gateway.Accounts;

internal sealed class Colleagues(AccountsDbContext db) : IColleagues
{
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<string?> ids, CancellationToken cancellationToken)
    {
        var asked = ids.Where(id => Guid.TryParse(id, out _)).Distinct().ToList();
        return await db.Users.AsNoTracking().Where(account => asked.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.DisplayName, cancellationToken);
    }
}
