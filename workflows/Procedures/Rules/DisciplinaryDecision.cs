using Clock;

namespace Procedures.Rules;

/// <summary>
/// What is complained of is a disciplinary decision against a civil servant: a procedure of its own, with its own time limits
/// (Luật Khiếu nại 02/2011/QH13, Điều 47–58).
/// </summary>
internal sealed class DisciplinaryDecision : IRule
{
    public string Name => nameof(DisciplinaryDecision);
    public BilingualText Meaning { get; } = new("Khiếu nại quyết định kỷ luật cán bộ, công chức", "Complaint of a disciplinary decision");
    public string Article => "Luật Khiếu nại 02/2011/QH13, Điều 47";
    public IReadOnlyList<string> Facts { get; } = ["disciplinary"];

    public bool Holds(RuleContext context) => context.IsTrue("disciplinary");
}
