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

    /// <summary>Reads a secret of this installation, or makes it at the first start.</summary>
    public byte[] Secret(string name, Func<byte[]> create)
    {
        var file = Path.Combine(Folder("keys"), name);
        if (System.IO.File.Exists(file)) return System.IO.File.ReadAllBytes(file);

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
