namespace Resolution.Domain;

/// <summary>
/// A task's id on the wire: <c>so-khcn.0190…</c>. It names the department it lives in, so that the front door finds the right
/// Resolution without asking any.
/// </summary>
internal readonly record struct TaskId(string Department, Guid Id)
{
    public static TaskId? Parse(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot > 0 && Guid.TryParseExact(text[(dot + 1)..], "n", out var id) ? new TaskId(text[..dot], id) : null;
    }

    public override string ToString() => $"{Department}.{Id:n}";
}
