using System.Reflection;
using System.Text.RegularExpressions;
using MassTransit;
using Xunit;

namespace Architecture;

/// <summary>Contracts and those who consume them: rules 2, 7 and 8 of the layout.</summary>
public sealed partial class MessageTests
{
    private static readonly string[] Publishers = ["Intake", "Routing", "Resolution", "Oversight", "Catalogue", "Shared"];

    /// <summary>Words that say who somebody is or what they wrote.</summary>
    private static readonly string[] Personal =
    [
        "Name", "Fullname", "Surname", "Address", "Phone", "Telephone", "Mobile", "Email", "Mail", "Id Number", "Identity", "Passport",
        "Birth", "Birthday", "Born", "Gender", "Ethnicity", "Signature", "Content", "Subject", "Text", "Letter", "Quote", "Note",
        "Comment", "Description", "Against", "Accused", "Sender", "Submitter", "Complainant", "Respondent", "Denouncer", "Witness",
    ];

    /// <summary>These name a step, a time limit or a document of the procedure, never a person.</summary>
    private static readonly string[] OfProcedures = ["NameVi", "NameEn", "TextVi", "TextEn"];

    private static readonly Type[] Contracts = Built.Load("Contracts").GetExportedTypes();

    [Fact]
    public void Contract_NotASealedRecordOfAService_IsForbidden()
    {
        Assert.NotEmpty(Contracts);

        Check.NoViolations(Contracts.SelectMany(contract =>
        {
            var faults = new List<string>();
            if (!contract.IsSealed || !IsRecord(contract)) faults.Add($"{contract.FullName} is not a sealed record.");
            if (!Publishers.Any(publisher => contract.Namespace == $"Contracts.{publisher}"))
                faults.Add($"{contract.FullName} is not in Contracts.<Service>.");
            return faults;
        }));
    }

    [Fact]
    public void ContractProperty_NamedLikePersonalData_IsForbidden()
    {
        var properties = Contracts.SelectMany(contract => contract.GetProperties(BindingFlags.Public | BindingFlags.Instance)).ToList();
        Assert.NotEmpty(properties);
        Assert.All(OfProcedures, allowed => Assert.Contains(properties, property => property.Name == allowed));

        Check.NoViolations(properties
            .Where(property => !OfProcedures.Contains(property.Name) && IsPersonal(property.Name))
            .Select(property => $"{property.DeclaringType!.FullName}.{property.Name}"));
    }

    [Theory]
    [InlineData("FullName")]
    [InlineData("SenderPhone")]
    [InlineData("IdNumber")]
    [InlineData("email")]
    public void PersonalName_InAnyPosition_IsRecognised(string property) => Assert.True(IsPersonal(property));

    [Theory]
    [InlineData("SubmissionId")]
    [InlineData("DocumentNumber")]
    public void OrdinaryName_IsNotPersonal(string property) => Assert.False(IsPersonal(property));

    [Fact]
    public void Consumer_OfSomethingElseThanAContract_IsForbidden()
    {
        var consumers = Consumers().ToList();
        Assert.NotEmpty(consumers);

        Check.NoViolations(consumers.SelectMany(consumer => MessagesOf(consumer)
            .Where(message => message.Assembly.GetName().Name != "Contracts")
            .Select(message => $"{consumer.FullName} consumes {message.FullName}")));
    }

    [Fact]
    public void Consumer_OutsideFeatures_IsForbidden()
    {
        var consumers = Consumers().ToList();
        Assert.All(Built.Services, service => Assert.Contains(consumers, consumer => consumer.Assembly.GetName().Name == service));

        Check.NoViolations(consumers
            .Where(consumer => !(consumer.Namespace ?? "").IsWithin(consumer.Assembly.GetName().Name + ".Features"))
            .Select(consumer => $"{consumer.FullName} is not under Features."));
    }

    [Fact]
    public void Consumer_WithoutDefinition_IsForbidden()
    {
        var consumers = Consumers().ToList();
        Assert.NotEmpty(consumers);
        var defined = Types().Where(type => !type.IsAbstract).SelectMany(Bases)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConsumerDefinition<>))
            .Select(type => type.GetGenericArguments()[0]).ToHashSet();

        Check.NoViolations(consumers.Where(consumer => !defined.Contains(consumer)).Select(consumer => $"{consumer.FullName} has no definition."));
    }

    private static IEnumerable<Type> Types() => Built.Names.SelectMany(name => Built.Load(name).GetTypes());

    private static IEnumerable<Type> Consumers() => Types().Where(type => type is { IsClass: true, IsAbstract: false } && MessagesOf(type).Any());

    private static IEnumerable<Type> MessagesOf(Type consumer) => consumer.GetInterfaces()
        .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>))
        .Select(contract => contract.GetGenericArguments()[0]);

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType) yield return parent;
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsPersonal(string property)
    {
        var words = $" {string.Join(' ', Word().Matches(property).Select(match => match.Value))} ";
        return Personal.Any(term => words.Contains($" {term} ", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();
}
