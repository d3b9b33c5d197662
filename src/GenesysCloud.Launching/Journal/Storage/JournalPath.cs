namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>Where a journal is.</summary>
/// <param name="Given">Full path as it was given, to be told to people.</param>
/// <param name="Target">Path of the file itself: two runs that come by different links meet at one lock.</param>
internal readonly record struct JournalPath(string Given, string Target)
{
    private const int MostLinks = 40; // what Linux follows; with more the path is left for the system to refuse

    /// <summary>The file that holds the journal for its run.</summary>
    public string Lock => Target + ".lock";

    /// <exception cref="ArgumentException">It is empty or holds a NUL.</exception>
    /// <exception cref="JournalException">A link in it cannot be read.</exception>
    public static JournalPath Of(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            return new JournalPath(path, Resolve(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw JournalException.Unreadable(path, cause);
        }
    }

    private static string Resolve(string path)
    {
        string resolved = Path.GetPathRoot(path)!;
        Stack<string> left = new();
        Push(path[resolved.Length..]);
        int links = 0;
        while (left.TryPop(out string? part))
        {
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
                return path;
            string root = Path.GetPathRoot(target)!;
            resolved = root.Length > 0 ? Path.GetFullPath(root, resolved) : resolved;
            Push(target[root.Length..]);
        }

        return resolved;

        void Push(string parts)
        {
            foreach (string part in Enumerable.Reverse(parts.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar])))
            {
                if (part is not ("" or "."))
                    left.Push(part);
            }
        }
    }
}
