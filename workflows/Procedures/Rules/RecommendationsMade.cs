using Clock;

namespace Procedures.Rules;

/// <summary>
/// Another body was asked to act on the conclusion and reports what it did (Luật Tố cáo 25/2018/QH14, Điều 36.3).
/// </summary>
internal sealed class RecommendationsMade : IRule
{
    public string Name => nameof(RecommendationsMade);
    public BilingualText Meaning { get; } = new("Có kiến nghị cơ quan khác xử lý", "Another body was asked to act");
    public string Article => "Luật Tố cáo 25/2018/QH14, Điều 36.3";
    public IReadOnlyList<string> Facts { get; } = ["recommendations"];

    public bool Holds(RuleContext context) => context.IsTrue("recommendations");
}
