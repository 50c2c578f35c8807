using System.Globalization;
using System.Text;
using System.Text.Json;
using Clock;
using Procedures.Rules;
using Procedures.Vocabulary;

namespace Procedures.Outline;

/// <summary>
/// A procedure in words, as Markdown: every step with who does it, how long they have, by which article, and where it leads. Made from
/// the definition alone, so that a reader need not trust a drawing.
/// </summary>
public sealed class ProcedureOutline
{
    private readonly ProcedureDefinition definition;
    private readonly TimeLimitBook limits;
    private readonly bool english;
    private readonly Dictionary<string, int> numbers = [];
    private readonly StringBuilder text = new();

    private ProcedureOutline(ProcedureDefinition definition, TimeLimitBook limits, bool english)
    {
        this.definition = definition;
        this.limits = limits;
        this.english = english;
    }

    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public static string Write(ProcedureDefinition definition, TimeLimitBook limits, string language)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(limits);
        return new ProcedureOutline(definition, limits, language == "en").Write();
    }

    private string Write()
    {
        var steps = InOrder();
        for (var index = 0; index < steps.Count; index++) numbers[steps[index].Id] = index + 1;

        text.Append("# ").AppendLine(Words(definition.Name)).AppendLine();
        text.AppendLine(Say($"Hiệu lực từ {Day(definition.InForceFrom)}. Căn cứ: {definition.Article}.",
            $"In force from {Day(definition.InForceFrom)}. Basis: {definition.Article}.")).AppendLine();
        if (definition.Facts.Count > 0)
            text.AppendLine(Say("Dữ kiện được hỏi: ", "Facts it asks for: ") + string.Join(", ", definition.Facts.Select(fact => $"`{fact}`")) + ".").AppendLine();
        text.AppendLine(Say($"[Sơ đồ]({definition.InForceFrom:yyyy-MM-dd}.svg)", $"[Diagram]({definition.InForceFrom:yyyy-MM-dd}.svg)")).AppendLine();

        foreach (var step in steps) WriteStep(step);
        return text.ToString();
    }

    private void WriteStep(ActivityNode step)
    {
        var descriptor = ActivityVocabulary.Find(step.Type);
        text.Append(CultureInfo.InvariantCulture, $"## {numbers[step.Id]}. {Words(step.Name)}").AppendLine().AppendLine();
        Line(Say("Loại", "Kind"), descriptor is null ? step.Type : $"{Words(descriptor.Name)} (`{step.Id}`)");
        if (TextOf(step, "role") is { } role) Line(Say("Người thực hiện", "Who"), RoleName(role));
        if (step.Literal<string[]>("notBy") is { Length: > 0 } others)
            Line(Say("Không được là người đã làm", "Not who did"), string.Join(", ", others.Select(Reference)));
        if (step.Literal<string[]>("candidate") is { Length: > 0 } proposed)
            Line(Say("Đề xuất người đã làm", "Proposed: who did"), string.Join(", ", proposed.Select(Reference)));
        if (step.Article is { } article) Line(Say("Căn cứ", "Article"), article);
        WriteInputs(step);
        WriteForm(step);
        WriteWays(step);
        text.AppendLine();
    }

    private void WriteInputs(ActivityNode step)
    {
        foreach (var code in (TextOf(step, "limit") is { } single ? [single] : Array.Empty<string>()).Concat(step.Literal<string[]>("limits") ?? []))
            Line(Say("Thời hạn", "Time limit"), LimitOf(code));
        if (TextOf(step, "notice") is { } notice) Line(Say("Báo trước", "Notice"), LimitOf(notice));
        if (step.Literal<BilingualText>("title") is { } title) Line(Say("Văn bản", "Document"), $"{Words(title)} ({Say("mẫu", "form")} {TextOf(step, "form")})");
        if (step.Literal<BilingualText>("text") is { } said) Line(Say("Nội dung", "Text"), Words(said));
        if (TextOf(step, "event") is { } awaited) Line(Say("Sự kiện", "Event"), TextOf(step, "key") is { } key ? $"`{awaited}` ({key})" : $"`{awaited}`");
        if (TextOf(step, "outcome") is { } outcome) Line(Say("Kết quả", "Outcome"), $"`{outcome}`");
        if (TextOf(step, "procedure") is { } started) Line(Say("Quy trình", "Procedure"), $"`{started}`");
        if (step.Inputs.GetValueOrDefault("condition")?.Expression is { } condition) Line(Say("Hỏi", "Asks"), Words(condition));
        if (step.Type == "Elsa.FlowJoin")
            Line(Say("Cách nhập", "Joins"), TextOf(step, "mode") == "WaitAll" ? Say("chờ đủ mọi nhánh", "waits for every branch") : Say("nhánh đầu tiên đi tiếp", "the first branch goes on"));
        if (step is { Type: "Elsa.SetVariable", Target: { } variable }) Line(Say("Ghi nhớ", "Remembers"), $"`{variable}`");
    }

    private void WriteForm(ActivityNode step)
    {
        if (step.Type != "DonThu.OfficerTask" || step.Literal<FormField[]>("form") is not { Length: > 0 } form) return;
        Line(Say("Phải điền", "Form"), string.Join("; ", form.Select(field =>
        {
            var label = english ? field.LabelEn : field.LabelVi;
            return field.Required ? label + Say(" (bắt buộc)", " (required)")
                : field.RequiredFor is { Count: > 0 } outcomes ? $"{label} ({Say("khi", "when")} {string.Join(", ", outcomes.Select(outcome => OutcomeName(step, outcome)))})"
                : label;
        })));
    }

    private void WriteWays(ActivityNode step)
    {
        foreach (var connection in definition.Connections.Where(connection => connection.Source == step.Id))
        {
            var way = connection.SourcePort == "Done" ? "" : $"{OutcomeName(step, connection.SourcePort)} ";
            text.Append("- ").Append(way).Append("→ ").AppendLine(Reference(connection.Target));
        }
    }

    /// <summary>As a reader would follow it: breadth first from the start, in the order the ways out are written.</summary>
    private List<ActivityNode> InOrder()
    {
        var found = new List<ActivityNode>();
        var seen = new HashSet<string> { definition.Start };
        var ahead = new Queue<string>(seen);
        while (ahead.TryDequeue(out var id))
        {
            if (definition.Find(id) is not { } step) continue;
            found.Add(step);
            foreach (var connection in definition.Connections.Where(connection => connection.Source == id))
                if (seen.Add(connection.Target)) ahead.Enqueue(connection.Target);
        }

        return found;
    }

    private string LimitOf(string code)
    {
        var version = limits.Versions(code).LastOrDefault(one => one.InForceFrom <= definition.InForceFrom) ?? (limits.Versions(code) is [var first, ..] ? first : null);
        if (version is null) return code;
        var unit = version.Unit switch
        {
            LimitUnit.WorkingDay => Say("ngày làm việc", "working days"),
            LimitUnit.Month => Say("tháng", "months"),
            _ => Say("ngày", "days"),
        };
        var length = version.Length is { } number ? $"{number} {unit}" : Say("theo sự kiện", "by event");
        var unconfirmed = version.Confirmed ? "" : Say(" – chưa xác nhận", " – unconfirmed");
        return $"`{code}`: {Words(version.Name)}, {length}, {version.Basis}{unconfirmed}";
    }

    private string OutcomeName(ActivityNode step, string port)
    {
        if (step.Type == "DonThu.OfficerTask" && step.Literal<TaskOutcome[]>("outcomes")?.FirstOrDefault(one => one.Name == port) is { } outcome)
            return english ? outcome.LabelEn : outcome.LabelVi;
        return port switch
        {
            "True" => Say("Đúng", "Yes"),
            "False" => Say("Sai", "No"),
            "Default" => Say("Trường hợp khác", "Otherwise"),
            "Held" => Say("Đã đối thoại", "Held"),
            "Absent" => Say("Vắng mặt", "Absent"),
            "NotHeld" => Say("Không tổ chức được", "Not held"),
            _ => port,
        };
    }

    private string Words(Expression expression) => expression switch
    {
        Expression.Rule rule => NamedRules.Find(rule.Name) is { } known ? $"{Words(known.Meaning)} ({known.Article})" : rule.Name,
        Expression.Variable variable => $"`{variable.Name}`",
        Expression.Fact fact => $"`{fact.Name}`",
        Expression.Literal literal => literal.Value.GetRawText(),
        _ => expression.ToString()!,
    };

    private string RoleName(string role) => role switch
    {
        "clerk" => Say("Cán bộ xử lý đơn", "Clerk"),
        "officer" => Say("Cán bộ xác minh", "Officer"),
        "head" => Say("Người đứng đầu", "Head"),
        "reception" => Say("Cán bộ tiếp công dân", "Reception officer"),
        _ => role,
    };

    private string Reference(string id) =>
        definition.Find(id) is { } step && numbers.TryGetValue(id, out var number) ? $"{number}. {Words(step.Name)}" : id;

    private static string? TextOf(ActivityNode step, string input) =>
        step.Inputs.GetValueOrDefault(input)?.Expression is Expression.Literal { Value.ValueKind: JsonValueKind.String } literal
            ? literal.Value.GetString()
            : null;

    private void Line(string name, string value) => text.Append("- **").Append(name).Append(":** ").AppendLine(value.ReplaceLineEndings(" "));

    private string Say(string vi, string en) => english ? en : vi;

    private string Words(BilingualText words) => english ? words.En : words.Vi;

    private string Day(DateOnly day) => english
        ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
