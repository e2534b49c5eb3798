using System.Buffers;

namespace PaymentSwitch.Cli.Validation;

/// <summary>How verdicts are written. May be used by many threads at a time.</summary>
internal interface IVerdictFormat
{
    /// <summary>Writes what came of one file.</summary>
    void Write(in FileVerdict verdict, IBufferWriter<byte> output);

    /// <summary>What follows the last file; empty for nothing.</summary>
    ReadOnlyMemory<byte> Close(ValidationSummary summary);
}
