using System.Text.Json;
using Contracts.Intake;
using Shared.Hosting;
using Support;
using Xunit;

namespace Integration;

/// <summary>The JSON form of every message is a promise; a change to it is a change somebody reads.</summary>
public sealed class ContractsTests
{
    private static readonly JsonSerializerOptions Readable = new(WireJson.Options) { WriteIndented = true };

    public static TheoryData<Type> Messages => [.. typeof(SubmissionRegistered).Assembly.GetExportedTypes()];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OnTheWire_IsAsApproved(Type message)
    {
        var constructor = message.GetConstructors().Single();
        var sample = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Sample(parameter.ParameterType, parameter.Name!))]);
        var json = JsonSerializer.Serialize(sample, message, Readable) + "\n";
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, message, Readable), message, Readable) + "\n");

        var file = Path.Combine(Repository.Root, "tests", "Integration", "Approved", $"{message.FullName}.json");
        if (Environment.GetEnvironmentVariable("DONTHU_APPROVE") == "1") File.WriteAllText(file, json);
        Assert.True(File.Exists(file), $"{message.FullName} has no approved form; run the test with DONTHU_APPROVE=1 and read what it wrote.");
        Assert.Equal(File.ReadAllText(file), json);
    }

    private static object Sample(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return name;
        if (type == typeof(Guid)) return new Guid("0190a000-0000-7000-8000-000000000001");
        if (type == typeof(DateOnly)) return new DateOnly(2026, 11, 24);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero);
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return 1;
        if (type == typeof(IReadOnlyDictionary<string, string>)) return new Dictionary<string, string> { ["territory"] = "xã Gò Mây" };
        if (type == typeof(IReadOnlyList<string>)) return new List<string> { "{}" };
        throw new InvalidOperationException($"A message may not carry a {type}.");
    }
}
