namespace Shared.Messaging;

/// <summary>
/// Ids that sort as they were made in this process, also within one millisecond: what a unit of work tells is delivered in the order in
/// which it was told.
/// </summary>
internal static class MessageIds
{
    private const int PerMillisecond = 1 << 12;

    private static readonly Lock Gate = new();
    private static long lastMillisecond;
    private static int counter;

    public static Guid Next(DateTimeOffset now)
    {
        long millisecond;
        int number;
        lock (Gate)
        {
            millisecond = now.ToUnixTimeMilliseconds();
            if (millisecond > lastMillisecond) (lastMillisecond, counter) = (millisecond, 0);
            else if (millisecond < lastMillisecond - 1000) (lastMillisecond, counter) = (millisecond, 0); // the clock was set back
            else if (++counter == PerMillisecond) (lastMillisecond, counter) = (lastMillisecond + 1, 0);
            (millisecond, number) = (lastMillisecond, counter);
        }

        // The twelve bits after the version are free in version 7 (RFC 9562, 6.2); the counter goes there.
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(millisecond)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (number >> 8));
        bytes[7] = (byte)number;
        return new Guid(bytes, bigEndian: true);
    }
}
