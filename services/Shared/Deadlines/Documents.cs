using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Shared.Hosting;

namespace Shared.Deadlines;

/// <summary>A list of documents in one column.</summary>
internal sealed class DocumentsConverter() : ValueConverter<IReadOnlyList<string>, string>(
    documents => JsonSerializer.Serialize(documents, WireJson.Options),
    text => JsonSerializer.Deserialize<List<string>>(text, WireJson.Options)!);

internal sealed class DocumentsComparer() : ValueComparer<IReadOnlyList<string>>(
    (one, other) => one!.SequenceEqual(other!),
    documents => documents.Count,
    documents => documents);
