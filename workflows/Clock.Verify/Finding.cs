using System.Globalization;

namespace Clock.Verify;

internal enum FindingResult
{
    Agrees,
    Disagrees,

    /// <summary>Worth knowing, but neither right nor wrong.</summary>
    Remark,
}

/// <summary>One statement of the receipt beside what the documents of the law give.</summary>
/// <param name="Result">Whether they are the same.</param>
/// <param name="What">What was compared.</param>
/// <param name="Stored">What the receipt says.</param>
/// <param name="Counted">What counting again gives.</param>
internal sealed record Finding(FindingResult Result, BilingualText What, BilingualText Stored, BilingualText Counted)
{
    private static readonly BilingualText Agrees = new("khớp      ", "agrees    ");
    private static readonly BilingualText Disagrees = new("KHÔNG KHỚP", "DISAGREES ");
    private static readonly BilingualText Remark = new("lưu ý     ", "note      ");
    private static readonly BilingualText Between = new("biên nhận ghi {0}, tính lại là {1}", "the receipt says {0}, counting gives {1}");

    public string In(string language) => Result switch
    {
        FindingResult.Agrees => $"{Agrees.In(language)} {What.In(language)}: {Stored.In(language)}",
        FindingResult.Remark => $"{Remark.In(language)} {What.In(language)}: {Stored.In(language)}",
        _ => $"{Disagrees.In(language)} {What.In(language)}: "
            + string.Format(CultureInfo.InvariantCulture, Between.In(language), Stored.In(language), Counted.In(language)),
    };
}
