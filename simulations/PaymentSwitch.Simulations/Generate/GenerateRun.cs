using PaymentSwitch.MessageGenerator;

namespace PaymentSwitch.Simulations.Generate;

/// <summary>Makes messages and writes them into files: <c>pacs.008.001.08-0001.xml</c> and so on.</summary>
internal static class GenerateRun
{
    /// <summary>The instant at which messages are made where none is given: a fixed one, so that a seed gives the same bytes on any day.</summary>
    public static readonly DateTimeOffset DefaultInstant = new(2026, 3, 16, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 where all messages were written, 2 where something asked for is not possible.</returns>
    public static int Run(GenerateSettings settings)
    {
        try
        {
            if (settings.Count < 1) throw new GeneratorException("--count: at least one message.");
            IReadOnlyList<byte[]> messages = Make(settings);
            if (settings.Output is null) return Print(messages);
            Directory.CreateDirectory(settings.Output);
            for (int i = 0; i < messages.Count; i++)
                File.WriteAllBytes(Path.Combine(settings.Output, $"{settings.Definition}-{i + 1:D4}.xml"), messages[i]);
            Console.WriteLine($"{messages.Count} messages in {settings.Output}, {messages.Sum(message => (long)message.Length):N0} bytes");
            return 0;
        }
        catch (Exception e) when (e is GeneratorException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    private static IReadOnlyList<byte[]> Make(GenerateSettings settings)
    {
        string folder = settings.Schemas ?? SchemaFolder.Shipped;
        var generator = new Generator(
            SchemaFolder.Load(folder, settings.Definition),
            new GeneratorSettings { Now = settings.At, WithHeader = settings.WithHeader });
        var random = new Random(settings.Seed);
        return settings.Full
            ? generator.Cover(settings.Definition, random)
            : [.. Enumerable.Range(0, settings.Count).Select(_ => generator.Next(settings.Definition, random))];
    }

    private static int Print(IReadOnlyList<byte[]> messages)
    {
        if (messages.Count > 1) throw new GeneratorException($"{messages.Count} messages: name a folder for them (--out).");
        using Stream output = Console.OpenStandardOutput();
        output.Write(messages[0]);
        return 0;
    }
}
