using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Shared.Persistence;

/// <summary>An instant as UTC ticks, which every database can order.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>An instant in UTC; PostgreSQL refuses any other offset.</summary>
internal sealed class UtcInstantConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    instant => instant.ToUniversalTime(),
    instant => instant.ToUniversalTime());
