using PaymentSwitch.Cluster.PetabridgeCmd;

namespace PaymentSwitch.Operations.Tests.Palette;

/// <summary>One command line for a node and its palette.</summary>
public sealed class PetabridgeCmdArgumentsTests
{
    [Fact]
    public void What_is_the_palettes_is_taken_out_and_all_else_is_the_nodes()
    {
        PetabridgeCmdArguments read = PetabridgeCmdArguments.Read(
        [
            "--Cluster:Port=4053", "--PetabridgeCmd:TokenFile=a=b", "--petabridgecmd:port=9111", "--PetabridgeCmd:ReadOnly=false",
            "--PetabridgeCmd:Host=::1", "--PetabridgeCmd:OperationsAddress=http://127.0.0.1:8082", "--Storage:Kind=Postgres",
        ]);
        Assert.Empty(read.Errors);
        Assert.Equal(["--Cluster:Port=4053", "--Storage:Kind=Postgres"], read.Others);
        Assert.Equal(
            new PetabridgeCmdSettings { Host = "::1", Port = 9111, ReadOnly = false, OperationsAddress = "http://127.0.0.1:8082", TokenFile = "a=b" }, read.Settings);
    }

    [Theory]
    [InlineData("--PetabridgeCmd:TokenFile", "--PetabridgeCmd:TokenFile: not understood; expected --PetabridgeCmd:KEY=VALUE")]
    [InlineData("--PetabridgeCmd:Port=many", "--PetabridgeCmd:Port=many: not understood")]
    [InlineData("--PetabridgeCmd:ReadOnly=no", "--PetabridgeCmd:ReadOnly=no: not understood")]
    [InlineData("--PetabridgeCmd:Token=x", "--PetabridgeCmd:Token=x: not understood")]
    [InlineData("--PetabridgeCmd:Port=9110", "--PetabridgeCmd:TokenFile: found nothing, expected the name of a file")]
    public void What_is_wrong_is_named(string argument, string says) =>
        Assert.StartsWith(says, Assert.Single(PetabridgeCmdArguments.Read([argument]).Errors), StringComparison.Ordinal);
}
