using System.Buffers;
using PaymentSwitch.Iso20022.Validation;

namespace PaymentSwitch.Cli.Validation;

/// <summary>What came of one file.</summary>
/// <param name="File">The file, as it was named or found.</param>
/// <param name="Report">What is wrong with the message; null where the file could not be read.</param>
/// <param name="Unreadable">Why it could not be read; null where it could.</param>
internal readonly record struct FileVerdict(string File, ValidationReport? Report, string? Unreadable);

/// <summary>Reads a file into memory that is used again for the next one, and validates it. May be used by many threads at a time.</summary>
/// <param name="validator">Validates messages.</param>
/// <param name="input">Standard input.</param>
/// <param name="bytesMax">The most bytes of a message. One byte more is read and no further.</param>
/// <param name="clock">The time by which clock rules decide.</param>
internal sealed class FileValidation(MessageValidator validator, Stream input, int bytesMax, TimeProvider clock)
{
    private const int FirstBytes = 64 * 1024;

    /// <summary>Validates one file.</summary>
    public FileVerdict Validate(MessageFile file)
    {
        if (file.Unreadable is not null) return new FileVerdict(file.Path, null, file.Unreadable);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            int length = Read(file.Path, ref buffer);
            if (length > bytesMax) return new FileVerdict(file.Path, MessageValidator.TooLarge(bytesMax), null);
            return new FileVerdict(file.Path, validator.Validate(buffer.AsMemory(0, length), clock.GetUtcNow().ToUnixTimeMilliseconds()), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FileVerdict(file.Path, null, error.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Read(string path, ref byte[] buffer)
    {
        if (path == MessageFiles.StandardInput) return Read(input, ref buffer);
        // Without a buffer of its own: the bytes go straight to where they are validated.
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Read(stream, ref buffer);
    }

    private int Read(Stream stream, ref byte[] buffer)
    {
        int length = 0;
        while (length <= bytesMax)
        {
            if (length == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            int read = stream.Read(buffer, length, Math.Min(buffer.Length, bytesMax + 1) - length);
            if (read == 0) break;
            length += read;
        }

        return length;
    }
}
