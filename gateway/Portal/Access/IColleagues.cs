namespace Portal.Access;

/// <summary>Names of the persons behind account ids, which is how the services record who did what. The host knows them.</summary>
public interface IColleagues
{
    /// <summary>The names known; an id nobody here has is left out.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<string?> ids, CancellationToken cancellationToken);
}
