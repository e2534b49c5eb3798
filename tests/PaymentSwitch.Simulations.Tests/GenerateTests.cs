using PaymentSwitch.Simulations.Generate;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

public sealed class GenerateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentswitch-generate-").FullName;

    [Fact]
    public void One_file_is_written_for_each_message_and_the_same_seed_gives_the_same_files()
    {
        foreach (string name in new[] { "first", "second" })
            Assert.Equal(0, GenerateRun.Run(new GenerateSettings { Definition = "pacs.008.001.08", Count = 12, Seed = 5, Output = Path.Combine(_folder, name), WithHeader = true }));
        string[] files = [.. Directory.GetFiles(Path.Combine(_folder, "first")).Order(StringComparer.Ordinal)];
        Assert.Equal(12, files.Length);
        Assert.Equal("pacs.008.001.08-0001.xml", Path.GetFileName(files[0]));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace("first", "second", StringComparison.Ordinal))));
        Assert.Equal(12, files.Select(File.ReadAllText).Distinct().Count());
    }

    [Fact]
    public void The_full_set_has_few_messages()
    {
        Assert.Equal(0, GenerateRun.Run(new GenerateSettings { Definition = "pacs.002.001.10", Full = true, Output = _folder }));
        Assert.InRange(Directory.GetFiles(_folder).Length, 2, 5);
    }

    [Fact]
    public void What_cannot_be_made_is_answered_by_exit_code_2()
    {
        Assert.Equal(2, GenerateRun.Run(new GenerateSettings { Definition = "pacs.009.001.99", Output = _folder }));
        Assert.Equal(2, GenerateRun.Run(new GenerateSettings { Definition = "pacs.008.001.08", Output = _folder, Schemas = _folder }));
        Assert.Equal(2, GenerateRun.Run(new GenerateSettings { Definition = "pacs.008.001.08", Output = _folder, Count = 0 }));
        Assert.Equal(2, GenerateRun.Run(new GenerateSettings { Definition = "pacs.008.001.08", Count = 2 }));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
