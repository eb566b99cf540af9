# Builds and runs the service: docker build -t unfurl . && docker run -p 8080:8080 -v unfurl:/data -e Unfurl__PublicUrl=… unfurl
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Project files first: packages are restored again only when these change.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt ./
COPY src/Unfurl.Abstractions/*.csproj src/Unfurl.Abstractions/
COPY src/Unfurl.GitHub/*.csproj src/Unfurl.GitHub/
COPY src/Unfurl.Html/*.csproj src/Unfurl.Html/
COPY src/Unfurl.Notion/*.csproj src/Unfurl.Notion/
COPY src/Unfurl.Recipes/*.csproj src/Unfurl.Recipes/
COPY src/Unfurl.WebPages/*.csproj src/Unfurl.WebPages/
COPY src/Unfurl.Server/*.csproj src/Unfurl.Server/
RUN dotnet restore src/Unfurl.Server --use-current-runtime
COPY recipes recipes
COPY src src
# Analyzers have their say where the code is tested, not where it is shipped.
RUN dotnet publish src/Unfurl.Server --configuration Release --no-restore --use-current-runtime --self-contained false -p:RunAnalyzers=false --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
# SQLite's file lies here by default, so this is what to keep; APP_UID is the image's own unprivileged user.
RUN mkdir /data && chown $APP_UID /data
WORKDIR /data
VOLUME /data
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["dotnet", "/app/Unfurl.Server.dll", "--health"]
ENTRYPOINT ["dotnet", "/app/Unfurl.Server.dll"]
