namespace OffsetGuard.Cli.Tests.Scenes;

/// <summary>Sources on which <see cref="CommitRules"/> fire once, twice or never.</summary>
internal static class Code
{
    public const string Broken = """
        namespace Orders;

        public sealed class Loop
        {
            public void Run()
            {
                Commit();
                Handle();
            }

            private void Commit() { }
            private void Handle() { }
        }
        """;

    public const string OnlyWarning = """
        namespace Orders;

        public sealed class Loop
        {
            public void Rewind() => Seek();
            private void Seek() { }
        }
        """;

    public const string Clean = "namespace Orders { public sealed class Loop { } }";

    public const string DoesNotCompile = "namespace Orders { public sealed class Loop : Missing { } }";
}
