using System.Diagnostics.CodeAnalysis;

namespace Clock;

/// <summary>
/// All time limits in all their versions. Which version applies is decided by the day the clock starts. Immutable; safe to
/// share.
/// </summary>
public sealed class TimeLimitBook
{
    private readonly Dictionary<string, TimeLimit[]> _versions;

    /// <summary>Builds the book.</summary>
    /// <param name="limits">Every version of every limit.</param>
    /// <exception cref="LawDocumentException">Limits contradict themselves or each other; names every fault.</exception>
    public TimeLimitBook(IEnumerable<TimeLimit> limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        All = [.. limits.OrderBy(limit => limit.Code, StringComparer.Ordinal).ThenBy(limit => limit.InForceFrom)];
        _versions = All.GroupBy(limit => limit.Code, StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.ToArray(), StringComparer.Ordinal);

        var errors = All.SelectMany(Faults).Concat(_versions.Values.SelectMany(Overlaps)).ToList();
        if (errors.Count > 0)
            throw new LawDocumentException(errors);
    }

    /// <summary>Reads the book from the <c>*.json</c> documents of a directory.</summary>
    /// <exception cref="LawDocumentException">A document cannot be read, or rules contradict each other; names every fault.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static TimeLimitBook Load(string directory) =>
        new(LawDocuments.ReadAll(directory, LawDocumentContext.Default.TimeLimitDocument)
            .SelectMany(read => read.Document.Limits.Select(limit => limit.ToLimit(read.Document.Procedure))));

    /// <summary>Every version of every limit, by code and date.</summary>
    public IReadOnlyList<TimeLimit> All { get; }

    /// <summary>The version under which a clock starts.</summary>
    /// <param name="code">The code of the limit.</param>
    /// <param name="on">The day the clock starts.</param>
    /// <exception cref="UnknownTimeLimitException">No version is in force on the day.</exception>
    public TimeLimit Find(string code, DateOnly on) =>
        TryFind(code, on, out var limit) ? limit : throw new UnknownTimeLimitException(code, on);

    /// <summary>The version under which a clock starts, if there is one.</summary>
    public bool TryFind(string code, DateOnly on, [NotNullWhen(true)] out TimeLimit? limit)
    {
        ArgumentNullException.ThrowIfNull(code);
        limit = null;
        if (!_versions.TryGetValue(code, out var versions))
            return false;
        foreach (var version in versions)
        {
            if (version.IsInForceOn(on))
                limit = version;
        }

        return limit is not null;
    }

    /// <summary>All versions of a limit, the oldest first; none when the code is unknown.</summary>
    public IReadOnlyList<TimeLimit> Versions(string code) => _versions.GetValueOrDefault(code, []);

    private IEnumerable<string> Faults(TimeLimit limit)
    {
        var at = $"Time limit {limit.Code} of {limit.InForceFrom:yyyy-MM-dd}";
        if (limit.InForceTo < limit.InForceFrom)
            yield return $"{at}: ends before it begins.";
        if (limit.Length < 0)
            yield return $"{at}: the length is negative.";
        if (limit.Kind == LimitKind.Event != limit.Length is null)
            yield return $"{at}: an event, and nothing else, has no length.";
        if (limit.Kind == LimitKind.AtOnce != limit.Length is 0)
            yield return $"{at}: what is due at once, and nothing else, has length 0.";
        if (limit.Kind == LimitKind.Recurring != limit.RecursEvery is not null)
            yield return $"{at}: a recurring duty, and nothing else, says how often it returns.";
        if (limit.Kind == LimitKind.Before && limit.Unit == LimitUnit.Month)
            yield return $"{at}: months are not counted back.";
        if (limit.Extension is { } extension && extension.TotalLength <= (limit.Length ?? 0))
            yield return $"{at}: the extension does not lengthen it.";
        foreach (var other in limit.ConflictsWith.Concat(limit.Extends).Where(other => !_versions.ContainsKey(other)))
            yield return $"{at}: refers to {other}, which does not exist.";
    }

    private static IEnumerable<string> Overlaps(TimeLimit[] versions) => versions.Zip(versions.Skip(1))
        .Where(pair => pair.First.InForceTo is not { } to || to >= pair.Second.InForceFrom)
        .Select(pair => $"Time limit {pair.First.Code}: the versions of {pair.First.InForceFrom:yyyy-MM-dd} and "
            + $"{pair.Second.InForceFrom:yyyy-MM-dd} are in force together.");
}
