namespace Clock;

/// <summary>Where a rule comes from.</summary>
/// <param name="Law">The law, decree or circular with its number and what amended it.</param>
/// <param name="Article">The article, as it is cited: <c>Điều 27</c>.</param>
public sealed record LegalBasis(string Law, string Article)
{
    /// <summary>The citation: <c>Luật Khiếu nại 02/2011/QH13 (sđ 136/2025/QH15), Điều 27</c>.</summary>
    public override string ToString() => Article.Length == 0 ? Law : $"{Law}, {Article}";
}
