using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>These sources are two projects: one runs on the newest compiler, one on the oldest that is supported.</summary>
public sealed class CompilerVersionTests
{
    [Fact]
    public void The_tests_run_on_the_compiler_their_project_names()
    {
        var named = typeof(Approve).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Compiler").Value!;

        var version = typeof(CSharpCompilation).Assembly.GetName().Version!;

        Assert.StartsWith(named, version.ToString(), StringComparison.Ordinal);
    }
}
