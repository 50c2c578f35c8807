using Clock;

namespace Procedures.Rules;

/// <summary>
/// What was denounced shows signs of a crime: the file goes to the investigation body or the procuracy at once (Luật Tố cáo 25/2018/QH14,
/// Điều 36.2).
/// </summary>
internal sealed class CrimeSigns : IRule
{
    public string Name => nameof(CrimeSigns);
    public BilingualText Meaning { get; } = new("Hành vi bị tố cáo có dấu hiệu của tội phạm", "The act shows signs of a crime");
    public string Article => "Luật Tố cáo 25/2018/QH14, Điều 36.2";
    public IReadOnlyList<string> Facts { get; } = ["crime-signs"];

    public bool Holds(RuleContext context) => context.IsTrue("crime-signs");
}
