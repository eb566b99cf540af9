using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Unfurl.Server.Http;

namespace Unfurl.Server.Hosting;

/// <summary>Serves the OpenAPI document, generated from the endpoints.</summary>
internal static class OpenApi
{
    public static void AddOpenApiDescription(this WebApplicationBuilder builder)
    {
        // Strict numbers keep the schemas from allowing numbers as strings.
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict
        );
        builder.Services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(
                (document, _, _) =>
                {
                    Describe(document);
                    return Task.CompletedTask;
                }
            );
        });
    }

    public static void MapOpenApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi.yaml").WithName("OpenApi").TakesHead();
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

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Unfurl",
            Version = "1",
            Description = "Live previews of a company's own links in Notion.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // The operator chooses the host, so the URL is relative to this document.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[OpenApiAnnotations.Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = OpenApiAnnotations.Bearer,
            Description = "An access token of `/notion/token`.",
        };
        // HEAD is GET without the body: nothing of its own to describe.
        foreach (var path in document.Paths.Values)
            path.Operations?.Remove(HttpMethod.Head);
        // Operations without a security scheme need no authentication.
        foreach (
            var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(pair => pair.Value)
        )
            operation.Security ??= [];
    }
}
