namespace Gateway.FrontDoor;

/// <summary>
/// Headers with which proxies and services speak among themselves. Whoever comes from outside has no say in them: once those of trusted
/// proxies have been read, they are taken away.
/// </summary>
internal static class CallerHeaders
{
    private static readonly string[] Names =
        ["Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Rewrite-URL", "X-Method-Override", "X-HTTP-Method", "X-HTTP-Method-Override", "Proxy", "baggage", "Correlation-Context"];

    private static readonly string[] Prefixes = ["X-Forwarded-", "X-Original-", "X-DonThu-"];

    public static void Remove(IHeaderDictionary headers)
    {
        foreach (var name in Names) headers.Remove(name);
        foreach (var name in headers.Keys.Where(name => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
            headers.Remove(name);
    }
}
