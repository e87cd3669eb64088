using System.Reflection;

namespace ChaosMutants;

/// <summary>A program of the suite: a correct one, or a mutant of one.</summary>
internal sealed class Specimen
{
    private readonly Type _type;

    private Specimen(Type type, ProgramAttribute program)
    {
        _type = type;
        Program = program;
        Mutant = type.GetCustomAttribute<MutantAttribute>();
    }

    /// <summary>All correct programs and all mutants, by program and then in the order of their files.</summary>
    public static IReadOnlyList<Specimen> All { get; } =
    [
        .. from type in typeof(Specimen).Assembly.GetTypes()
           where type.IsSubclassOf(typeof(ConsumerProgram)) && !type.IsAbstract && type.Namespace != "ChaosMutants.Published"
           let program = type.GetCustomAttribute<ProgramAttribute>()
           where program is not null
           orderby program.Name, type.GetCustomAttribute<MutantAttribute>() is not null, type.MetadataToken
           select new Specimen(type, program),
    ];

    /// <summary>One program, whether it belongs to the suite or not.</summary>
    public static Specimen Of(Type type) => new(type, type.GetCustomAttribute<ProgramAttribute>()!);

    public static IEnumerable<Specimen> Correct => All.Where(s => s.Mutant is null);

    public static IEnumerable<Specimen> Mutants => All.Where(s => s.Mutant is not null);

    /// <summary>Unique in the suite, for example <c>SyncLoop</c> or <c>SyncLoop.CommitsFirst</c>.</summary>
    public string Name => Mutant is null ? _type.Name : $"{_type.BaseType!.Name}.{_type.Name}";

    public ProgramAttribute Program { get; }

    /// <summary>What is wrong with it; null for a correct program.</summary>
    public MutantAttribute? Mutant { get; }

    /// <summary>What it is held to: a mutant to the same as its program.</summary>
    public ChaosOptions Options => new()
    {
        Promises = Program.Keeps.Aggregate(PromisesOf(Program.Holds), (promises, kept) => promises.With(kept)),
    };

    public void Describe(World world) =>
        Orders.Describe(world, Program, context => (ConsumerProgram)Activator.CreateInstance(_type, context)!);

    public override string ToString() => Name;

    private static Promises PromisesOf(Holds holds) => holds switch
    {
        Holds.AtLeastOnce => Promises.AtLeastOnce,
        Holds.AtLeastOnceByAJournal => Promises.AtLeastOnce.Without(Promise.NoCommitAhead),
        Holds.ExactlyOnce => Promises.ExactlyOnce,
        Holds.ExactlyOnceButRepeating => Promises.ExactlyOnce.Without(Promise.ExactlyOnce).Without(Promise.OffsetsInTransaction),
        Holds.ExactlyOnceByItsOwnPositions => Promises.ExactlyOnce.Without(Promise.FinalCommitExact),
        _ => throw new ArgumentOutOfRangeException(nameof(holds), holds, "There is no such promise."),
    };
}
