namespace Shared.Messaging;

/// <summary>
/// Ids that sort as they were made, also within one millisecond: what a unit of work tells is delivered in the order in which it was
/// told. Each unit of work has its own.
/// </summary>
internal sealed class MessageIds
{
    private const int PerMillisecond = 1 << 12;

    private long last;
    private int counter;

    public Guid Next(DateTimeOffset now)
    {
        var millisecond = now.ToUnixTimeMilliseconds();
        if (millisecond > last) (last, counter) = (millisecond, 0);
        else if (++counter == PerMillisecond) (last, counter) = (last + 1, 0);

        // The twelve bits after the version are free in version 7 (RFC 9562, 6.2); the counter goes there.
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(last)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)counter;
        return new Guid(bytes, bigEndian: true);
    }
}
