namespace OffsetGuard.Testing.Inspection;

/// <summary>The answer to a look-up that finds nothing: what there is instead.</summary>
internal static class Existing
{
    public static string List(string what, IEnumerable<string> names)
    {
        var list = string.Join(", ", names.Select(n => $"'{n}'"));
        return list.Length == 0 ? $"There are no {what} yet." : $"Existing {what}: {list}.";
    }
}
