using PaymentSwitch.Deploy.Tests.Checks;

namespace PaymentSwitch.Deploy.Tests;

/// <summary>Every overlay, as kubectl makes it, is whole: what it names is there, and what is there is as safe as it should be.</summary>
public sealed class OverlayTests
{
    public static TheoryData<string> Overlays => Repository.Root is null || !Tool.Kubectl.IsThere ? ["."] : [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void What_is_named_is_there(string overlay) => None(References.Find(Built(overlay)));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Selectors_select(string overlay) => None(Selectors.Find(Built(overlay)));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Ports_and_paths_are_those_of_the_programs(string overlay) => None(Ports.Find(Built(overlay)));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_server_takes_the_settings(string overlay) => None(Settings.Find(Built(overlay)));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Pods_may_do_no_more_than_they_need(string overlay) => None(Hardening.Find(Built(overlay)));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Checkpoints_are_kept(string overlay) => None(Checkpoints.Find(Built(overlay)));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Somebody_watches(string overlay) => None(Monitoring.Find(Built(overlay)));

    [Fact]
    public void There_is_an_overlay_of_each_shape_for_each_environment()
    {
        Repository.Need();
        foreach (string needed in (string[])["dev/embedded", "dev/cluster", "prod/embedded", "prod/cluster"]) Assert.Contains(needed, Overlay.Names);
    }

    private static Overlay Built(string overlay)
    {
        Repository.Need();
        Tool.Kubectl.Need();
        return Overlay.Of(overlay);
    }

    private static void None(IEnumerable<string> findings) => Assert.Equal("", string.Join("\n", findings));
}
