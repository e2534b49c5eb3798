using System.Runtime.Versioning;

// Who may read a file is asked and said as Unix has it.
[assembly: UnsupportedOSPlatform("windows")]
