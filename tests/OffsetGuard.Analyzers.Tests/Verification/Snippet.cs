using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OffsetGuard.Analyzers.Tests.Verification;

/// <summary>Builds source and compilations for tests.</summary>
internal static class Snippet
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    public static string Worker(string body) => $$"""
        using System.Text.Json;
        using Confluent.Kafka;

        public sealed class Worker(
            IConsumer<string, string> consumer,
            IProducer<string, string> producer,
            Func<ConsumerConfig, ConsumerBuilder<string, string>> builderFor,
            Action<ConsumeResult<string, string>> handle,
            IHandler handler,
            ILogger logger)
        {
            private readonly List<ConsumeResult<string, string>> batch = new();
            private ConsumeResult<string, string>? last;
            public bool AtMostOnce { get; set; }
            private ConsumeResult<string, string>? Last { get => last; set => last = value; }
            private void Acknowledge(ConsumeResult<string, string> record) { }
            private void Relay(IConsumer<string, string> from, ConsumeResult<string, string> record) { }
            private void Retry(Action action) => action();

            public async Task Run(CancellationToken stopping)
            {
        {{body}}
            }
        }

        public sealed record Order(string Id);
        public static class OrderAssert { public static void Equal(string expected, string actual) { } }
        public interface ILogger { void LogInformation(string text, params object?[] values); }
        public interface IHandler
        {
            void Handle(string order);
            bool TryHandle(Order order);
            Task HandleAsync(Order order);
            Task<Order> EnrichAsync(Order order);
            Task<Order> ProcessAsync(Order order);
            void DeadLetter(ConsumeResult<string, string> record, Exception? error = null);
        }
        """;

    public static CSharpCompilation Compile(string source, MetadataReference? kafka, string path = "Snippet.cs")
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        IEnumerable<MetadataReference> references = kafka is null ? Reference.Framework : [.. Reference.Framework, kafka];
        return CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(GlobalUsings, options, "Usings.cs"), CSharpSyntaxTree.ParseText(source, options, path)],
            references,
            new CSharpCompilationOptions(OutputKindOf(source), nullableContextOptions: NullableContextOptions.Enable));
    }

    // Statements before any type make a program.
    private static OutputKind OutputKindOf(string source) =>
        CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().Members.Any(m => m.IsKind(SyntaxKind.GlobalStatement))
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
}
