namespace OffsetGuard.Cli.Loading;

internal enum AssetsState
{
    /// <summary>There is none, or it belongs to another project that shares the folder.</summary>
    Missing,

    /// <summary>Something that decides the packages changed later.</summary>
    Old,

    Current,
}
