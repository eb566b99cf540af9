using Call = Unfurl.Testing.Previews.CacheProvider.Call;

namespace Unfurl.Testing.Previews;

/// <summary>What was learned that ends older answers, and which replicas must know it by now.</summary>
internal sealed class CacheNews(ICacheGroup group)
{
    private readonly List<News> _all = [];

    /// <summary>What a replica must know.</summary>
    public IReadOnlyList<News> KnownTo(int replica) => _all.FindAll(news => news.KnownTo.Contains(replica));

    public void Learn(int replica, News news)
    {
        _all.Add(news);
        news.KnownTo.Add(replica);
        if (group.IsCutOff(replica))
            news.UntoldBy = replica;
        else
            Tell(news);
    }

    /// <summary>A replica is connected again: it tells what it learned, and hears what it missed.</summary>
    public void Return(int replica)
    {
        foreach (var news in _all.Where(news => news.UntoldBy == replica))
            Tell(news);
        foreach (var news in _all.Where(news => news.UntoldBy is null))
            news.KnownTo.Add(replica);
    }

    /// <summary>Another replica takes the place of one: what that had not told yet is lost.</summary>
    public void Restart(int replica)
    {
        _all.RemoveAll(news => news.UntoldBy == replica);
        Return(replica);
    }

    private void Tell(News news)
    {
        news.UntoldBy = null;
        for (var i = 0; i < group.Size; i++)
        {
            if (!group.IsCutOff(i))
                news.KnownTo.Add(i);
        }
    }

    /// <summary>Something that ends answers.</summary>
    /// <param name="What">In words.</param>
    /// <param name="Before">Calls with lower numbers began before.</param>
    /// <param name="Ends">Whether it ends what a call brought for an account.</param>
    public sealed record News(string What, int Before, Func<Call, string, bool> Ends)
    {
        /// <summary>Whether what it ends may still be shown while the provider fails or is slow.</summary>
        public bool OnlyExpires { get; init; }

        public HashSet<int> KnownTo { get; } = [];

        /// <summary>Who has not told it to others yet.</summary>
        public int? UntoldBy { get; set; }

        public bool Ended(Call call, string account) => call.Number < Before && Ends(call, account);
    }
}
