using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Reflection.Emit;
using Unfurl.Adapters.Testing;
using Unfurl.Adapters.Testing.Assemblies;

namespace Unfurl.Tests.Adapters.Testing;

public sealed class AssemblyCheckTests
{
    public static TheoryData<string> Forbidden => [.. Members.Keys];

    private static readonly Dictionary<string, MethodBase> Members = new()
    {
        ["new HttpClient"] = New<HttpClient>(),
        ["new HttpClientHandler"] = New<HttpClientHandler>(),
        ["new SocketsHttpHandler"] = New<SocketsHttpHandler>(),
        ["new HttpMessageInvoker"] = New<HttpMessageInvoker>(typeof(HttpMessageHandler)),
        ["new TcpClient"] = New<TcpClient>(),
        ["new Socket"] = New<Socket>(typeof(SocketType), typeof(ProtocolType)),
        ["new ClientWebSocket"] = New<System.Net.WebSockets.ClientWebSocket>(),
        ["Dns.GetHostName"] = typeof(Dns).GetMethod(nameof(Dns.GetHostName))!,
        ["new WebClient"] =
            typeof(WebRequest).Assembly.GetType("System.Net.WebClient")?.GetConstructor([])
            ?? Type.GetType("System.Net.WebClient, System.Net.WebClient")!.GetConstructor([])!,
        ["WebRequest.Create"] = typeof(WebRequest).GetMethod("Create", [typeof(string)])!,
        ["Process.Start"] = typeof(Process).GetMethod(nameof(Process.Start), [typeof(string)])!,
        ["File.WriteAllText"] = typeof(File).GetMethod(nameof(File.WriteAllText), [typeof(string), typeof(string)])!,
        ["File.Delete"] = typeof(File).GetMethod(nameof(File.Delete))!,
        ["Directory.CreateDirectory"] = typeof(Directory).GetMethod(
            nameof(Directory.CreateDirectory),
            [typeof(string)]
        )!,
        ["new FileStream"] = New<FileStream>(typeof(string), typeof(FileMode)),
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void What_an_adapter_must_not_use_is_found_with_the_method_that_uses_it(string member)
    {
        using var assembly = AssemblyThatUses(Members[member]);

        AssemblyCheck.Problems(assembly).ShouldHaveSingleItem().ShouldStartWith($"Made.Client.Ask calls {member}: ");
    }

    [Theory]
    [InlineData("ReadAllText")]
    [InlineData("Exists")]
    [InlineData("OpenRead")]
    public void Reading_a_file_is_allowed(string method)
    {
        using var assembly = AssemblyThatUses(typeof(File).GetMethod(method, [typeof(string)])!);

        AssemblyCheck.Problems(assembly).ShouldBeEmpty();
    }

    [Fact]
    public void Code_that_the_compiler_moved_is_named_by_its_method()
    {
        var problems = AssemblyCheck.Problems(typeof(AssemblyCheckTests).Assembly);

        problems.ShouldContain(problem =>
            problem.StartsWith(
                $"{typeof(Elsewhere).FullName!.Replace('+', '.')}.AskAsync calls new HttpClient:",
                StringComparison.Ordinal
            )
        );
        problems.ShouldNotContain(problem => problem.Contains('<'));
    }

    [Fact]
    public void The_assembly_of_the_adapter_is_the_one_that_is_read()
    {
        var failure = Should.Throw<AdapterTestException>(() => new ThingAdapter().Tested.CheckAssembly());

        failure.Message.ShouldStartWith("The assembly of Things failed the check:");
    }

    private static ConstructorInfo New<T>(params Type[] parameters) => typeof(T).GetConstructor(parameters)!;

    // The code is only read, so what it would do with the member does not matter.
    private static MemoryStream AssemblyThatUses(MethodBase member)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Made"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Made").DefineType("Made.Client", TypeAttributes.Public);
        var code = type.DefineMethod("Ask", MethodAttributes.Public).GetILGenerator();
        code.Emit(OpCodes.Ldc_I4, 0x2B2B2B2B);
        code.Emit(OpCodes.Pop);
        var next = code.DefineLabel();
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Switch, [next, next]);
        code.MarkLabel(next);
        if (member is ConstructorInfo constructor)
            code.Emit(OpCodes.Newobj, constructor);
        else
            code.Emit(OpCodes.Call, (MethodInfo)member);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        var stream = new MemoryStream();
        assembly.Save(stream);
        stream.Position = 0;
        return stream;
    }

    private static class Elsewhere
    {
        public static async Task<string> AskAsync(Uri url)
        {
            using var http = new HttpClient();
            return await http.GetStringAsync(url);
        }
    }
}
