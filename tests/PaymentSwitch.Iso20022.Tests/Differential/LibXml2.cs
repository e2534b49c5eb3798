using System.Runtime.InteropServices;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>The library libxml2 of the system, version 2: whether it is there, and what must be set once for the whole process.</summary>
public static class LibXml2
{
    private const string Library = "libxml2.so.2";
    private const int LevelError = 2;

    // Kept for the life of the process: the library calls them from unmanaged code.
    private static readonly StructuredErrorHandler ErrorHandler = TakeError;
    private static readonly EntityLoader Loader = LoadSchemasOnly;
    private static readonly Lazy<IntPtr> DefaultLoader = new(Initialise);

    [ThreadStatic]
    private static bool _loadingSchema;

    [ThreadStatic]
    private static string? _firstError;

    /// <summary>What the library calls an error with: user data, and a pointer to its <c>xmlError</c>.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void StructuredErrorHandler(IntPtr userData, IntPtr error);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr EntityLoader(IntPtr url, IntPtr id, IntPtr context);

    /// <summary>Why there is no libxml2 here; null where there is one.</summary>
    public static string? Absence { get; } = NativeLibrary.TryLoad(Library, out _)
        ? null
        : $"{Library} is not installed on this system (Debian and Ubuntu: package libxml2).";

    /// <summary>The first error since the last call, of this thread; null for none.</summary>
    internal static string? TakeFirstError()
    {
        string? error = _firstError;
        _firstError = null;
        return error;
    }

    /// <summary>Collects this thread's errors from here on, where the library would print them.</summary>
    internal static void Listen()
    {
        if (Absence is not null) throw new InvalidOperationException(Absence);
        _ = DefaultLoader.Value;
        _firstError = null;
        xmlSetStructuredErrorFunc(IntPtr.Zero, ErrorHandler);
    }

    internal static IntPtr LoadSchema(string file)
    {
        Listen();
        IntPtr context = xmlSchemaNewParserCtxt(file);
        if (context == IntPtr.Zero) throw new InvalidOperationException($"{file}: libxml2 has no memory for it.");
        _loadingSchema = true;
        try
        {
            xmlSchemaSetParserStructuredErrors(context, ErrorHandler, IntPtr.Zero);
            IntPtr schema = xmlSchemaParse(context);
            string? error = TakeFirstError();
            if (schema == IntPtr.Zero) throw new InvalidOperationException($"{file}: libxml2 refuses it as a schema: {error}");
            return schema;
        }
        finally
        {
            _loadingSchema = false;
            xmlSchemaFreeParserCtxt(context);
        }
    }

    internal static IntPtr NewValidationContext(IntPtr schema)
    {
        IntPtr context = xmlSchemaNewValidCtxt(schema);
        xmlSchemaSetValidStructuredErrors(context, ErrorHandler, IntPtr.Zero);
        return context;
    }

    private static IntPtr Initialise()
    {
        xmlInitParser();
        IntPtr loader = xmlGetExternalEntityLoader();
        xmlSetExternalEntityLoader(Loader);
        return loader;
    }

    // An instance may say where schemas lie (xsi:schemaLocation), and libxml2 would fetch them. It gets nothing.
    private static IntPtr LoadSchemasOnly(IntPtr url, IntPtr id, IntPtr context) => _loadingSchema
        ? Marshal.GetDelegateForFunctionPointer<EntityLoader>(DefaultLoader.Value)(url, id, context)
        : IntPtr.Zero;

    private static void TakeError(IntPtr userData, IntPtr error)
    {
        // struct xmlError: int domain, int code, char* message, int level, ...
        if (_firstError is not null || Marshal.ReadInt32(error, 8 + IntPtr.Size) < LevelError) return;
        _firstError = Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(error, 8))?.Trim() ?? "an error without a message";
    }

    [DllImport(Library)]
    private static extern void xmlInitParser();

    [DllImport(Library)]
    private static extern IntPtr xmlGetExternalEntityLoader();

    [DllImport(Library)]
    private static extern void xmlSetExternalEntityLoader(EntityLoader loader);

    [DllImport(Library)]
    private static extern void xmlSetStructuredErrorFunc(IntPtr userData, StructuredErrorHandler handler);

    [DllImport(Library)]
    private static extern IntPtr xmlSchemaNewParserCtxt([MarshalAs(UnmanagedType.LPUTF8Str)] string file);

    [DllImport(Library)]
    private static extern void xmlSchemaSetParserStructuredErrors(IntPtr context, StructuredErrorHandler handler, IntPtr userData);

    [DllImport(Library)]
    private static extern IntPtr xmlSchemaParse(IntPtr context);

    [DllImport(Library)]
    private static extern void xmlSchemaFreeParserCtxt(IntPtr context);

    [DllImport(Library)]
    internal static extern void xmlSchemaFree(IntPtr schema);

    [DllImport(Library)]
    private static extern IntPtr xmlSchemaNewValidCtxt(IntPtr schema);

    [DllImport(Library)]
    private static extern void xmlSchemaSetValidStructuredErrors(IntPtr context, StructuredErrorHandler handler, IntPtr userData);

    [DllImport(Library)]
    internal static extern int xmlSchemaValidateDoc(IntPtr context, IntPtr document);

    [DllImport(Library)]
    internal static extern void xmlSchemaFreeValidCtxt(IntPtr context);

    [DllImport(Library)]
    internal static extern IntPtr xmlNewParserCtxt();

    [DllImport(Library)]
    internal static extern IntPtr xmlCtxtReadMemory(IntPtr context, byte[] buffer, int size, IntPtr url, IntPtr encoding, int options);

    [DllImport(Library)]
    internal static extern void xmlFreeParserCtxt(IntPtr context);

    [DllImport(Library)]
    internal static extern IntPtr xmlGetIntSubset(IntPtr document);

    [DllImport(Library)]
    internal static extern IntPtr xmlDocGetRootElement(IntPtr document);

    [DllImport(Library)]
    internal static extern void xmlFreeDoc(IntPtr document);
}
