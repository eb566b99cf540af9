using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Unfurl.Server.Operations;

/// <summary>The service's description, generated from its endpoints.</summary>
internal static class OpenApi
{
    public static void AddOpenApiDescription(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info = new OpenApiInfo
                    {
                        Title = "Unfurl",
                        Version = "1",
                        Description = "Rich, live, permission-true previews of a company's own links in Notion.",
                        License = new OpenApiLicense { Name = "MIT" },
                    };
                    // Where the service runs is the operator's choice, so the description names no server.
                    document.Servers = [];
                    return Task.CompletedTask;
                }
            );
        });

    public static void MapOpenApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi.yaml").WithName("OpenApi");
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase),
            docs =>
            {
                docs.Use(
                    (context, next) =>
                    {
                        ContentSecurityPolicy.Of(context).AllowInlineStyles();
                        return next(context);
                    }
                );
                docs.UseSwaggerUI(options =>
                {
                    options.RoutePrefix = "docs";
                    options.DocumentTitle = "Unfurl: API";
                    options.SwaggerEndpoint("/openapi.yaml", "Unfurl");
                });
            }
        );
    }
}
