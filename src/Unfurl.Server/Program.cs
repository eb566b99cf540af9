using Unfurl.Server;
using Unfurl.Server.Hosting;
using Unfurl.WebPages;

WebApplication app;
try
{
    Encodings.Register();
    var isProbe = args.Contains(HealthProbe.Option);
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions
        {
            Args = isProbe ? HealthProbe.OptionsOf(args) : args,
            ContentRootPath = ContentRoot.Find(),
        }
    );
    if (isProbe)
        return await HealthProbe.RunAsync(builder.Configuration);

    if (!builder.TryAddUnfurl())
        return 1;
    app = builder.Build();
    app.UseUnfurl();
}
// Of a settings file that is no JSON, for example. Tools that build a host end it with HostAbortedException.
catch (Exception exception) when (exception is not HostAbortedException)
{
    return StartFailure.Print(StartFailure.Reason(exception));
}

return await app.RunToEndAsync();
