using Clock;

namespace Procedures.Rules;

/// <summary>
/// Several persons complain of one matter: they need representatives and a document that names them (Luật Khiếu nại 02/2011/QH13,
/// Điều 8.4).
/// </summary>
internal sealed class GroupComplaint : IRule
{
    public string Name => nameof(GroupComplaint);
    public BilingualText Meaning { get; } = new("Nhiều người cùng khiếu nại về một nội dung", "Several persons complain of one matter");
    public string Article => "Luật Khiếu nại 02/2011/QH13, Điều 8.4";
    public IReadOnlyList<string> Facts { get; } = ["submitters"];

    public bool Holds(RuleContext context) => context.Number("submitters") > 1;
}
