using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Intake.Domain.Reading;

/// <summary>What may be told about a letter outside Intake: named facts from a closed list, none of them personal.</summary>
internal sealed partial class LetterFacts
{
    private LetterFacts(FrozenDictionary<string, string> values) => Values = values;

    public IReadOnlyDictionary<string, string> Values { get; }

    public string? this[string name] => Values.GetValueOrDefault(name);

    public bool Is(string name) => this[name] == "true";

    // A code has no spaces and no capitals, so neither a name nor a sentence fits in.
    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();

    /// <summary>Collects facts; refuses a name outside the list and a value that is not a code, a number or a territory.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

        public void Add(string name, string? value)
        {
            if (value is null)
                return;
            if (!FactNames.All.Contains(name))
                throw new ArgumentException($"'{name}' is not on the list of facts.", nameof(name));
            var fits = FactNames.Territories.Contains(name) ? Territories.IsWellFormed(value) : Code().IsMatch(value);
            if (!fits)
                throw new ArgumentException($"The value of fact '{name}' is neither a code nor a territory.", nameof(value));
            values[name] = value;
        }

        public void Add(string name, bool value) => Add(name, value ? "true" : "false");

        public void Add(string name, int value) => Add(name, Math.Max(0, value).ToString(CultureInfo.InvariantCulture));

        public LetterFacts Build() => new(values.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
