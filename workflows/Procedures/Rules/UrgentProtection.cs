using Clock;

namespace Procedures.Rules;

/// <summary>
/// The protected person is in danger now: measures are taken at once (Luật Tố cáo 25/2018/QH14, Điều 50, 51). Without urgency the law says
/// only promptly and sets no number of days.
/// </summary>
internal sealed class UrgentProtection : IRule
{
    public string Name => nameof(UrgentProtection);
    public BilingualText Meaning { get; } = new("Tình huống khẩn cấp, phải bảo vệ ngay", "Urgent: protection is needed at once");
    public string Article => "Luật Tố cáo 25/2018/QH14, Điều 50, 51";
    public IReadOnlyList<string> Facts { get; } = ["urgent"];

    public bool Holds(RuleContext context) => context.IsTrue("urgent");
}
