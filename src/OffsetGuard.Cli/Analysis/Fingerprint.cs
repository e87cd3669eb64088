using System.Security.Cryptography;
using System.Text;

namespace OffsetGuard.Cli.Analysis;

/// <summary>Version 1 of the structural identity of a finding.</summary>
internal static class Fingerprint
{
    private const int HexLength = 20;

    /// <param name="structure">Rule, containing symbol and the code of the steps.</param>
    /// <param name="ordinal">Index among findings of equal structure, in the order of the report.</param>
    public static string Of(string structure, int ordinal) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{structure}\n{ordinal}")))[..HexLength];
}
