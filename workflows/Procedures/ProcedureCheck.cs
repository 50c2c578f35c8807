using System.Text.Json;
using Clock;
using Procedures.Rules;
using Procedures.Vocabulary;

namespace Procedures;

/// <summary>Finds everything that would keep a definition from running, with the activity's id.</summary>
internal sealed class ProcedureCheck(string document, ProcedureDefinition definition, TimeLimitBook? limits, List<ProcedureFault> faults)
{
    public void Run()
    {
        CheckFlow();
        foreach (var node in definition.Activities)
        {
            if (ActivityVocabulary.Find(node.Type) is not { } descriptor)
            {
                Fault("activity.unknown-type", node.Id,
                    $"Không có loại bước “{node.Type}”.", $"There is no activity type \"{node.Type}\".");
                continue;
            }

            CheckInputs(node, descriptor);
            CheckOutcomes(node, descriptor);
            foreach (var expression in node.Expressions) CheckExpression(node, expression);
            if (node.Type == "Elsa.SetVariable" && (node.Target is null || !definition.Variables.Contains(node.Target)))
                UnknownVariable(node, node.Target);
        }
    }

    private void CheckFlow()
    {
        foreach (var twice in definition.Activities.GroupBy(node => node.Id).Where(group => group.Count() > 1))
            Fault("activity.duplicate-id", twice.Key, "Trùng id.", "Another activity has the same id.");

        foreach (var connection in definition.Connections)
        {
            foreach (var end in new[] { connection.Source, connection.Target }.Where(end => definition.Find(end) is null))
            {
                Fault("connection.dangling", end,
                    $"Đường nối {connection} dẫn tới bước không tồn tại.", $"The connection {connection} has an end that does not exist.");
            }
        }

        if (definition.Find(definition.Start) is not { Type: "Elsa.Start" })
        {
            Fault("start.missing", definition.Start.Length == 0 ? null : definition.Start,
                "Bước bắt đầu (root.start) phải thuộc loại Elsa.Start.", "The start (root.start) must be an Elsa.Start.");
            return;
        }

        var reached = new HashSet<string> { definition.Start };
        var ahead = new Queue<string>(reached);
        while (ahead.TryDequeue(out var at))
        {
            foreach (var next in definition.Connections.Where(connection => connection.Source == at))
                if (reached.Add(next.Target)) ahead.Enqueue(next.Target);
        }

        foreach (var node in definition.Activities.Where(node => !reached.Contains(node.Id)))
            Fault("activity.unreachable", node.Id, "Không có đường nào dẫn tới bước này.", "No way leads to this activity.");
    }

    private void CheckOutcomes(ActivityNode node, ActivityDescriptor descriptor)
    {
        var outcomes = descriptor.OutcomesOf(node);
        foreach (var outcome in outcomes.Where(outcome => !definition.From(node.Id, outcome).Any()))
        {
            Fault("outcome.unconnected", node.Id,
                $"Kết quả “{outcome}” không dẫn tới đâu.", $"The outcome \"{outcome}\" leads nowhere.");
        }

        foreach (var connection in definition.Connections.Where(one => one.Source == node.Id && !outcomes.Contains(one.SourcePort)))
        {
            Fault("outcome.unknown", node.Id,
                $"Không có kết quả “{connection.SourcePort}”.", $"There is no outcome \"{connection.SourcePort}\".");
        }
    }

    private void CheckInputs(ActivityNode node, ActivityDescriptor descriptor)
    {
        foreach (var name in node.Inputs.Keys.Where(name => descriptor.Inputs.All(input => input.Name != name)))
            Fault("input.unknown", node.Id, $"Không có đầu vào “{name}”.", $"There is no input \"{name}\".");

        foreach (var input in descriptor.Inputs)
        {
            if (!node.Inputs.TryGetValue(input.Name, out var given))
            {
                if (input.Required) Fault("input.missing", node.Id, $"Thiếu đầu vào “{input.Name}”.", $"The input \"{input.Name}\" is missing.");
                continue;
            }

            if (given.Expression is Expression.Literal literal)
            {
                try
                {
                    CheckLiteral(node, input, literal.Value);
                }
                catch (JsonException)
                {
                    Malformed(node, input);
                }
            }
            else if (input.Kind is not (InputKind.Text or InputKind.Date or InputKind.Boolean or InputKind.Manner))
            {
                Fault("input.not-literal", node.Id,
                    $"Đầu vào “{input.Name}” phải là Literal.", $"The input \"{input.Name}\" must be a Literal.");
            }
        }
    }

    private void CheckLiteral(ActivityNode node, InputDescriptor input, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        switch (input.Kind)
        {
            case InputKind.Text when text.Length == 0:
            case InputKind.Date when !DateOnly.TryParseExact(text, "yyyy-MM-dd", out _):
            case InputKind.Boolean when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) && !bool.TryParse(text, out _):
            case InputKind.JoinMode when text is not ("WaitAll" or "WaitAny"):
            case InputKind.StopResult when text is not ("fulfilled" or "cancelled"):
            case InputKind.Bilingual when node.Literal<BilingualText>(input.Name) is not { Vi.Length: > 0, En.Length: > 0 }:
            case InputKind.Branches when node.Literal<string[]>(input.Name) is not { Length: > 0 }:
            case InputKind.Outcomes when node.Literal<TaskOutcome[]>(input.Name) is not { Length: > 0 }:
                Malformed(node, input);
                break;
            case InputKind.Role when !ActivityVocabulary.Roles.Contains(text):
                Fault("task.unknown-role", node.Id, $"Không có vai trò “{text}”.", $"There is no role \"{text}\".");
                break;
            case InputKind.TimeLimit:
                // Notice asked for by a rule that is not in force on the day of the event is not asked for.
                CheckLimit(node, text, input.Name == "notice" || IsTrue(node, "whenInForce"));
                break;
            case InputKind.TimeLimits:
                foreach (var code in node.Literal<string[]>(input.Name)!) CheckLimit(node, code, mayBeLater: true);
                break;
            case InputKind.Form:
                CheckForm(node, node.Literal<FormField[]>(input.Name)!);
                break;
            case InputKind.Manner when !ActivityVocabulary.Manners.Contains(text):
            case InputKind.Procedure when text.Length == 0:
                Malformed(node, input);
                break;
            case InputKind.Variable:
                CheckVariable(node, text);
                break;
            case InputKind.Facts:
                foreach (var fact in node.Literal<HandedFact[]>(input.Name)!) CheckVariable(node, fact.Variable);
                break;
            case InputKind.Activities:
                foreach (var other in node.Literal<string[]>(input.Name)!.Where(other => definition.Find(other) is null))
                    Fault("activity.unknown", node.Id, $"Không có bước “{other}”.", $"There is no activity \"{other}\".");
                break;
            case InputKind.Payload:
                foreach (var field in node.Literal<PayloadField[]>(input.Name)!) CheckVariable(node, field.Variable);
                break;
        }
    }

    private void CheckForm(ActivityNode node, FormField[] form)
    {
        foreach (var twice in form.GroupBy(field => field.Name).Where(group => group.Count() > 1))
            FormFault(node, twice.Key, "có hai lần", "appears twice");
        foreach (var field in form)
        {
            CheckVariable(node, field.Variable);
            if (field.Type == FieldType.Choice != field.Choices is { Count: > 0 })
                FormFault(node, field.Name, "lựa chọn không khớp với kiểu", "has choices that do not fit its type");
            foreach (var outcome in field.RequiredFor?.Except(node.Outcomes) ?? [])
                FormFault(node, field.Name, $"bắt buộc cho kết quả không có “{outcome}”", $"is required for an unknown outcome \"{outcome}\"");
            if (field.Notice is not { } notice) continue;
            if (field.Type != FieldType.Date || !form.Any(other => other.Name == notice.GivenIn && other.Type == FieldType.Date))
                FormFault(node, field.Name, "cần một trường ngày thông báo", "needs a date field that says when notice was given");
            CheckLimit(node, notice.Limit, mayBeLater: true);
        }
    }

    private void CheckExpression(ActivityNode node, Expression expression)
    {
        switch (expression)
        {
            case Expression.Rule rule when NamedRules.Find(rule.Name) is null:
                Fault("rule.unknown", node.Id, $"Không có quy tắc “{rule.Name}”.", $"There is no rule \"{rule.Name}\".");
                break;
            case Expression.Variable variable:
                CheckVariable(node, variable.Name);
                break;
        }
    }

    private void CheckLimit(ActivityNode node, string code, bool mayBeLater)
    {
        if (limits is null) return;
        if (limits.Versions(code).Count == 0)
            Fault("time-limit.unknown", node.Id, $"Không có thời hạn “{code}”.", $"There is no time limit \"{code}\".");
        else if (!mayBeLater && !limits.TryFind(code, definition.InForceFrom, out _))
        {
            Fault("time-limit.not-in-force", node.Id,
                $"Thời hạn “{code}” chưa có hiệu lực ngày {definition.InForceFrom:yyyy-MM-dd}.",
                $"The time limit \"{code}\" is not in force on {definition.InForceFrom:yyyy-MM-dd}.");
        }
    }

    private void CheckVariable(ActivityNode node, string? variable)
    {
        if (variable is not null && !definition.Variables.Contains(variable)) UnknownVariable(node, variable);
    }

    private static bool IsTrue(ActivityNode node, string input) =>
        node.Inputs.GetValueOrDefault(input)?.Expression is Expression.Literal { Value.ValueKind: JsonValueKind.True };

    private void UnknownVariable(ActivityNode node, string? variable) =>
        Fault("variable.unknown", node.Id, $"Không có biến “{variable}”.", $"There is no variable \"{variable}\".");

    private void Malformed(ActivityNode node, InputDescriptor input) =>
        Fault("input.malformed", node.Id,
            $"Đầu vào “{input.Name}” không đúng dạng {input.Kind}.", $"The input \"{input.Name}\" is not written as {input.Kind}.");

    private void FormFault(ActivityNode node, string field, string vi, string en) =>
        Fault("form.field", node.Id, $"Trường “{field}” {vi}.", $"The field \"{field}\" {en}.");

    private void Fault(string code, string? activity, string vi, string en) =>
        faults.Add(new ProcedureFault(code, document, activity, new BilingualText(vi, en)));
}
