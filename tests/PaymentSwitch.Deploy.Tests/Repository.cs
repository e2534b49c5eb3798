namespace PaymentSwitch.Deploy.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its folder; null where the tests run elsewhere.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Skips the test where it runs outside the repository.</summary>
    public static void Need() => Assert.SkipWhen(Root is null, "The tests run outside the repository.");

    /// <summary>A path below its folder.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root!, .. parts]);

    /// <summary>The text of a file below its folder.</summary>
    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    /// <summary>All files below <c>deploy</c> with these endings, as paths from the repository's folder.</summary>
    public static IReadOnlyList<string> DeployFiles(params string[] endings) =>
    [
        .. Directory.EnumerateFiles(PathOf("deploy"), "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}.terraform{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root!, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return at.FullName;
        return null;
    }
}
