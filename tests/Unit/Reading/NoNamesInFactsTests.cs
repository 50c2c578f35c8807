using System.Text.RegularExpressions;
using Intake.Domain.Reading;
using Unit.CompetenceTests;
using Xunit;

namespace Unit.ReadingTests;

/// <summary>Plants the names of all sixty letters wherever a writer may put one, and hunts for them in every fact.</summary>
public sealed partial class NoNamesInFactsTests
{
    private static readonly string[] Names = [.. SixtyLetters.All
        .SelectMany(s => s.Submitters.Concat(Persons(s.Letter.Against)).Concat(Persons(s.Letter.Content)))
        .Distinct()];

    private static readonly string[] Directory = [.. SixtyLetters.All.Select(s => s.Letter.Territory).OfType<string>().Distinct()];

    [GeneratedRegex(@"\b(?:[Ôô]ng|[Bb]à|Lỗ)((?: \p{Lu}\p{L}+){2,4})")]
    private static partial Regex Person();

    [Fact]
    public void Names_OfSubmittersAndRespondents_AreKnownToTheTest()
    {
        Assert.Contains("Nông Quang Triển", Names);
        Assert.Contains("Đỗ Văn Khảm", Names);
        Assert.Contains("Tống Viết Lương", Names);
        Assert.True(Names.Length > 60);
    }

    [Fact]
    public void Read_TheSixtyLetters_TellsNoName()
    {
        foreach (var sample in SixtyLetters.All)
            HuntIn(LetterReader.Read(sample.Letter), Names);
    }

    [Fact]
    public void Read_NamesPlantedInFreeText_TellsNoName()
    {
        foreach (var name in Names)
        {
            foreach (var planted in Planted(name))
                HuntIn(LetterReader.Read(planted), [name]);
        }
    }

    [Fact]
    public void Read_NamesPlantedInTheFieldForTerritories_TellsNoNameWithTheDirectoryAtHand()
    {
        var reader = new LetterReader(Lexicon.Current, Directory);
        foreach (var name in Names)
        {
            foreach (var territory in new[] { name, $"xã {name}", $"xã Gò Mây {name}", $"phường {name}, tỉnh Phú Thọ" })
                HuntIn(reader.FactsOf(Sample(name) with { Territory = territory }), [name]);
        }
    }

    private static IEnumerable<Letter> Planted(string name)
    {
        var letter = Sample(name);
        string[] against =
        [
            name, $"ông {name}", $"Chủ tịch xã {name}", $"Chủ tịch UBND xã Gò Mây {name}", $"{name} phường {name}", $"Sở {name}",
            $"Giám đốc Sở {name}", $"Tòa án {name}", $"Hiệu trưởng Trường {name}", $"nguyên Trưởng phòng {name} xã {name}", name.ToUpperInvariant(),
        ];
        foreach (var respondent in against)
        {
            yield return letter with { Against = respondent };
            yield return letter with { Against = VietnameseText.Fold(respondent) };
            yield return letter with { Against = null, Content = $"Tôi tố cáo {respondent} đã vòi vĩnh. Quyết định số 3 của {respondent}." };
        }
        yield return letter with { Kind = name, Channel = name };
    }

    private static Letter Sample(string name) => new()
    {
        Subject = $"Đơn tố cáo của {name}",
        Content = $"Tôi là {name}, trú tại xã {name}. Tôi tố cáo {name}.",
        Territory = "xã Gò Mây",
        ReceivedOn = new DateOnly(2026, 8, 1),
        ReceivedBy = "UBND xã Gò Mây",
    };

    private static IEnumerable<string> Persons(string? text) =>
        Person().Matches(text ?? "").Select(m => m.Value.StartsWith('L') ? m.Value : m.Groups[1].Value.Trim())
            // "ông Chủ tịch" is an office.
            .Where(name => !name.StartsWith("Chủ tịch", StringComparison.Ordinal) && !name.StartsWith("Giám ", StringComparison.Ordinal));

    private static void HuntIn(LetterFacts facts, IEnumerable<string> names)
    {
        foreach (var (fact, value) in facts.Values)
        {
            var folded = $" {VietnameseText.Fold(value)} ";
            foreach (var name in names)
            {
                var words = VietnameseText.Fold(name).Split(' ');
                Assert.False(folded.Contains($" {string.Join(' ', words)} ", StringComparison.Ordinal), $"{fact} tells a name");
                Assert.False(words.Length > 2 && folded.Contains($" {words[^2]} {words[^1]} ", StringComparison.Ordinal), $"{fact} tells half a name");
            }
        }
    }
}
