namespace Intake.Domain.Reading;

/// <summary>An office as read from a few words: its code and what is known of where it belongs.</summary>
/// <param name="Assumed">Level, department or territory is not named and was taken from what is at hand.</param>
/// <param name="LevelAssumed">Not even the level is named: "trưởng phòng" may be the commune's or the department's.</param>
internal sealed record RespondentReading(
    string Office,
    string? Territory = null,
    bool TerritoryUnclear = false,
    string? Field = null,
    string? SchoolLevel = null,
    bool Former = false,
    bool Several = false,
    bool Assumed = false,
    bool LevelAssumed = false)
{
    public bool IsPublicOffice => Office is not ("private" or "none" or "unknown" or "several");
}

/// <summary>Reads which office a few words name: "Phó Chủ tịch UBND xã …", "chuyên viên Sở …", "cửa hàng …".</summary>
internal sealed class RespondentReader(Lexicon lexicon, Territories territories)
{
    public static RespondentReading None { get; } = new("none");

    /// <summary>The office a text names, with the holder of the letter as what "xã" or "Sở" means when nothing else is said.</summary>
    public RespondentReading Read(VietnameseText text, string? territory, RespondentReading? holder)
    {
        if (text.Words.All(w => w.IsBreak))
            return None;

        var level = LevelIn(text);
        var levelAssumed = false;
        var pattern = Find(text, level);
        if (pattern is null && level is null && holder is not null)
        {
            pattern = Find(text, LevelOf(holder.Office));
            levelAssumed = pattern is not null;
        }
        if (pattern is null)
            return new RespondentReading("unknown");

        var office = pattern.Office;
        var assumed = levelAssumed;
        string? place = null;
        var unclear = false;
        string? field = null;
        if (LevelOf(office) == "commune")
        {
            (place, unclear) = territories.InFreeText(text, territory, holder?.Territory);
            assumed |= place is null;
        }
        else if (LevelOf(office) == "department")
        {
            field = DepartmentIn(text);
            if (field is null)
            {
                field = holder?.Field;
                assumed = true;
            }
        }
        return new RespondentReading(
            office,
            place,
            unclear,
            field,
            lexicon.Schools.FirstOrDefault(s => s.Value.OccursIn(text)).Key,
            lexicon.Former.OccursIn(text),
            Several: office == "several" || NamesSeveral(text, pattern, level),
            assumed,
            levelAssumed);
    }

    /// <summary>The office that holds the letter; its name is not free text, so its territory may be taken as it stands.</summary>
    public RespondentReading ReadHolder(string? name)
    {
        var text = lexicon.Read(name);
        var read = Read(text, null, null);
        return read with { Territory = Territories.InOfficeName(name), TerritoryUnclear = false };
    }

    private RespondentPattern? Find(VietnameseText text, string? level) =>
        lexicon.Respondents.FirstOrDefault(p => (p.Level is null || p.Level == level) && p.Any.OccursIn(text));

    // "Chủ tịch UBND xã …; cửa hàng …" names two.
    private bool NamesSeveral(VietnameseText text, RespondentPattern first, string? level)
    {
        var end = text.Words.ToList().FindIndex(w => w.EndsSentence);
        if (end <= 0)
            return false;
        var rest = text.With([.. text.Words.Skip(end + 1)]);
        return Find(rest, LevelIn(rest) ?? level) is { } other && other.Office != first.Office;
    }

    private string? LevelIn(VietnameseText text)
    {
        if (Enumerable.Range(0, text.Words.Count).Any(i => IsDepartment(text, i)))
            return "department";
        if (Enumerable.Range(0, text.Words.Count).Any(i => Territories.IsCommuneLevel(text, i)))
            return "commune";
        return new Phrase("tỉnh").FindIn(text) is not null || (!text.IsMarked && text.Words.Any(w => w.Folded == "tinh"))
            ? "province"
            : null;
    }

    // Without marks "so" is also "số" (number): then only "giám đốc so", "thuộc so" or "so" with a department's name count.
    private bool IsDepartment(VietnameseText text, int at)
    {
        var word = text.Words[at];
        // "cơ sở" and "trụ sở" are premises, "sở hữu" and "sở tại" other words.
        if (word.Folded != "so" || (at > 0 && text.Words[at - 1].Folded is "co" or "tru"))
            return false;
        if (word.Key == VietnameseText.ToWord("sở").Key)
            return text.Words.ElementAtOrDefault(at + 1).Folded is not ("huu" or "tai");
        return !word.IsMarked && !text.IsMarked
            && ((at > 0 && text.Words[at - 1].Folded is "doc" or "thuoc" or "dao") || NamesDepartment(text, at + 1));
    }

    private bool NamesDepartment(VietnameseText text, int at) =>
        lexicon.Departments.Any(d => d.Name.FindIn(text.Passage(at, 8)) is { Start: 0 });

    private string? DepartmentIn(VietnameseText text)
    {
        for (var at = 0; at < text.Words.Count; at++)
        {
            if (!IsDepartment(text, at))
                continue;
            var named = text.Passage(at + 1, 8);
            var department = lexicon.Departments.FirstOrDefault(d => d.Name.FindIn(named) is { Start: 0 });
            if (department.Code is not null)
                return department.Code;
        }
        return null;
    }

    private static string? LevelOf(string office) =>
        office.StartsWith("commune-", StringComparison.Ordinal) ? "commune"
        : office.StartsWith("department-", StringComparison.Ordinal) ? "department"
        : office.StartsWith("provincial-", StringComparison.Ordinal) ? "province"
        : null;
}
