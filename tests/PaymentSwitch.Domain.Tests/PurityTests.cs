using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace PaymentSwitch.Domain.Tests;

/// <summary>The domain has no clock, no I/O, no threads, no randomness and no packages: read from what its assembly refers to.</summary>
public sealed class PurityTests
{
    private static readonly string[] ForbiddenNamespaces = ["System.IO", "System.Net", "System.Threading", "System.Diagnostics", "System.Security", "Microsoft"];

    private static readonly string[] ForbiddenTypes = ["TimeProvider", "Random", "Environment", "Console", "Stopwatch", "AppContext", "Activator"];

    private static readonly (string Type, string Member)[] ForbiddenMembers =
    [
        ("DateTime", "get_Now"), ("DateTime", "get_UtcNow"), ("DateTime", "get_Today"),
        ("DateTimeOffset", "get_Now"), ("DateTimeOffset", "get_UtcNow"), ("Guid", "NewGuid"), ("Guid", "CreateVersion7"),
    ];

    // What the compiler itself puts in.
    private static readonly string[] CompilersOwn = ["DebuggableAttribute", "DebuggableAttribute.DebuggingModes", "DebuggingModes"];

    [Fact]
    public void The_domain_refers_to_nothing_but_the_base_library()
    {
        MetadataReader metadata = Open(out PEReader assembly);
        using PEReader held = assembly;
        IEnumerable<string> references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        Assert.All(references, name => Assert.True(
            name is "System.Runtime" or "System.Collections" or "System.Collections.Immutable" or "System.Linq" or "System.Memory", $"The domain refers to {name}."));
    }

    [Fact]
    public void The_domain_has_no_clock_no_input_or_output_no_threads_and_no_randomness()
    {
        MetadataReader metadata = Open(out PEReader assembly);
        using PEReader held = assembly;
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference type = metadata.GetTypeReference(handle);
            string name = metadata.GetString(type.Name);
            string space = metadata.GetString(type.Namespace);
            if (CompilersOwn.Contains(name)) continue;
            bool forbidden = ForbiddenNamespaces.Any(start => space == start || space.StartsWith(start + ".", StringComparison.Ordinal))
                && !space.StartsWith("System.Diagnostics.CodeAnalysis", StringComparison.Ordinal);
            Assert.False(forbidden || ForbiddenTypes.Contains(name), $"The domain uses {space}.{name}.");
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            string type = metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name);
            Assert.DoesNotContain((type, metadata.GetString(member.Name)), ForbiddenMembers);
        }
    }

    private static MetadataReader Open(out PEReader assembly)
    {
        assembly = new PEReader(File.OpenRead(typeof(Money).Assembly.Location));
        return assembly.GetMetadataReader();
    }
}
