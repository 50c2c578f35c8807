using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Shared.Hosting;

/// <summary>
/// The folder this process keeps its files in: SQLite databases and keys. <c>DonThu:DataDirectory</c> (environment
/// <c>DonThu__DataDirectory</c>), default <c>data</c> under the current folder. Readable by its owner alone.
/// </summary>
public sealed class DataDirectory
{
    private readonly string root;

    public DataDirectory(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration["DonThu:DataDirectory"];
        root = Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "data" : configured, environment.ContentRootPath);
        Ensure(root);
    }

    public string File(string name) => Path.Combine(root, name);

    public string Folder(string name)
    {
        var folder = Path.Combine(root, name);
        Ensure(folder);
        return folder;
    }

    /// <summary>
    /// Reads every generation of a secret of this installation, the newest first: <c>name.key</c>, <c>name.2.key</c>, <c>name.3.key</c> …
    /// The first is made at the first start.
    /// </summary>
    public IReadOnlyList<byte[]> Secrets(string name, Func<byte[]> create)
    {
        var files = Generations(name);
        return files.Count == 0 ? [Make(name, create)] : [.. files.Select(file => System.IO.File.ReadAllBytes(file.Path))];
    }

    /// <summary>Makes the next generation of a secret and returns the name of its file. Who is running goes on with what they know.</summary>
    public string NextSecret(string name, Func<byte[]> create)
    {
        var next = Generations(name) is [var newest, ..]
            ? $"{Path.GetFileNameWithoutExtension(name)}.{newest.Number + 1}{Path.GetExtension(name)}"
            : name;
        Make(next, create);
        return next;
    }

    private List<(int Number, string Path)> Generations(string name)
    {
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        return [.. Directory.EnumerateFiles(Folder("keys"), $"{stem}*{extension}")
            .Select(path => (Number: NumberOf(Path.GetFileNameWithoutExtension(path)[stem.Length..]), Path: path))
            .Where(file => file.Number > 0).OrderByDescending(file => file.Number)];

        static int NumberOf(string middle) =>
            middle.Length == 0 ? 1
            : middle[0] == '.' && int.TryParse(middle[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1 ? number
            : 0;
    }

    private byte[] Make(string name, Func<byte[]> create)
    {
        var file = Path.Combine(Folder("keys"), name);
        var made = create();
        var draft = file + "." + Guid.NewGuid().ToString("n");
        using (var stream = new FileStream(draft, Options(FileMode.CreateNew)))
        {
            stream.Write(made);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            // Two processes starting together must end up with one key: the first to link the name wins.
            System.IO.File.Move(draft, file, overwrite: false);
            return made;
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            System.IO.File.Delete(draft);
            return System.IO.File.ReadAllBytes(file);
        }
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    public void WritePrivate(string name, byte[] content)
    {
        using var stream = new FileStream(Path.Combine(root, name), Options(FileMode.Create));
        stream.Write(content);
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static void Ensure(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
