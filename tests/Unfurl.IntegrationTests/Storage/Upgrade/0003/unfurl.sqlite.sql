PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE schema_versions (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO schema_versions (version, name, applied_at) VALUES (1, '0001_main_path.sql', 1772442000000);
INSERT INTO schema_versions (version, name, applied_at) VALUES (2, '0002_webhooks.sql', 1772442000000);
INSERT INTO schema_versions (version, name, applied_at) VALUES (3, '0003_pushes.sql', 1772442000000);
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);
INSERT INTO accounts (id, created_at) VALUES ('019cadc69a807737b602833f12c1612e', 1772442000000);
INSERT INTO accounts (id, created_at) VALUES ('019cafb4fd0075b38414cc1ee8d0a4a4', 1772474400000);
INSERT INTO accounts (id, created_at) VALUES ('019cafb4fd007f5f98af867e45090ce6', 1772474400000);
CREATE TABLE credentials (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    login TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    protected_access_token TEXT NOT NULL,
    protected_refresh_token TEXT,
    expires_at BIGINT,
    updated_at BIGINT NOT NULL,
    UNIQUE (provider, subject),
    UNIQUE (account_id, provider)
);
INSERT INTO credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cadc69a8072de922b203f533edb2f', '019cadc69a807737b602833f12c1612e', 'github', '1', 'octocat', 1, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbh_zS7Sw6RI9ZefAOBNipQfH6U0S50SXOmVsnU0PbXvoxJe6KL4V1xCPe-SUDCEF6GOaHfBtYlvF_60Y4hxTcb02aKW8FVbs97yaa-IByhav1O7EO6M4mcltPjylmmiS3Ne4MItguyWKFizy-nOWf3R', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbivAFqZGh_LfUAIzdIWKJluR2lIKsJhHM-mWvj7rSQ8XmZ8Gm3dgcVfP69VuJI2kZ5v6UYZup-xuL6EDV1XONQijClsTXo2XzlbApg-ZmZmn8_DOSYD9DKILkMzaiz0FUQTzMgeUREgqH7BN3H3J9Vp', 1772470800000, 1772442000000);
INSERT INTO credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cafb4fd0070cdbe29a9db99c86ac7', '019cafb4fd0075b38414cc1ee8d0a4a4', 'enterprise', '21031067', 'Codertocat', 1, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbj_FEPBy9rxVxPHBO9Ec2P7cWMGaHKhBqMH6hv_dMlQj78uhWkqvKJ_FY9JrPNh9jQHQA41JqhIkM2yirwwKHiqgBYJwr9Uwu-m-i2lU6KJpipYqjdk1sszzgmc_iSx6GkH-onG2vkpdAvmvdxLBypi', NULL, NULL, 1772474400000);
INSERT INTO credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cafb4fd00717ab545bc944abe3807', '019cafb4fd0075b38414cc1ee8d0a4a4', 'github', '21031067', 'Codertocat', 1, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbhbwZHqeTpb3CtTLIYsnXE_o-ifWqH2HCFkhFTkfSff5j1mmnrVaRJeru5NNLFLJSiI5n49UAvSivNxdVvwstr_A49p4tJ_8yAAXbwxyIEAZEZt4_wHY8Mn9jFd99jbeYeUyJ5snMleSJFtvJr3NYB7', NULL, NULL, 1772474400000);
INSERT INTO credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cafb4fd007883a05cde19dce8ba88', '019cafb4fd007f5f98af867e45090ce6', 'github', '2', 'monalisa', 0, '', NULL, NULL, 1772474520000);
CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    workspace_name TEXT,
    bot_id TEXT NOT NULL DEFAULT '',
    protected_notion_access_token TEXT NOT NULL,
    protected_notion_refresh_token TEXT,
    created_at BIGINT NOT NULL, needs_reconnect INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_id, workspace_id, bot_id)
);
INSERT INTO grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cadc69a80706b9240cf1d2fb5412d', '019cadc69a807737b602833f12c1612e', 'workspace-Harbour', 'Harbour', 'bot-Harbour.octocat', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbg7vFe5wCNXL8_ujA6iHjvsBFwq1gDwQK70fj7BcolelXuwBJ303gNRh-T2VgTlpVtrZAX4uYfyDEkGFunWVlr-NYQtzyr3Y_9s8czjU9TXCfuThsVGVfHWRxGH7WTqSw0', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbjBs3BdZCy0eMi8CjAVtIV88-z39at1qTKWdyEMZWpCEyLbxLMwgmL1NG7okh4R5ooarvMtkwCYH56T0Yo7efpEInsb1vRFjKHehpvJP9Y0xjF4IHT43YI6ScENkTP0dpQ', 1772442000000, 0);
INSERT INTO grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd0073a0a331dd16b80d7fb5', '019cafb4fd007f5f98af867e45090ce6', 'workspace-Harbour', 'Harbour', 'bot-Harbour.monalisa', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbj09pAykvZfVEy7M0nxkjsWob1EWGTiAZjM2KPU6_xP54RtFdvEYFDyF-tVtkTAwriFFK5HeAgx_7kKf6KuMf_m-5lMYUwpK2ab6BdaCAQ2ILhpdXFK7TtEIjxReKbr-DU', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbjlCTqfOzgbjef-aAgHS8ejP4XSouFMpdept3q0cynM2_kieLeMmdr19GEi8dmJVqw_AWeKVfXjG0ckUeqT4MgKoFpz_45FwohDiZRGrTDu5T5AFqtgRQkWthUYKqaHjA0', 1772474400000, 0);
INSERT INTO grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '019cafb4fd0075b38414cc1ee8d0a4a4', 'workspace-Lighthouse', 'Lighthouse', 'bot-Lighthouse.Codertocat', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbgc-oEpyfrb9-Amo55leTRXybaWxmYKE4v77wNS2wzLvjIsARaK3rE48kqVLgAbPzpitawS2gL4YthvX-b3SPTkaxLhj_UVjAB3SWyqKE6ELnT3cE7iH_4zkGLdgNPK1fo', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbjBYDUrkrwYYyzHI-f1KGYyIu5VV--L4sRgnTFz0XyYKMRiMlGzDZgI0kwFqg8beUZ_Ge9lPrwdIu9kxyZqfN7WLDuZ9D47Olmq70UOLIAWRun8qmQFc4650M7KtFJ3mSs', 1772474400000, 0);
INSERT INTO grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', '019cafb4fd0075b38414cc1ee8d0a4a4', 'workspace-Pier', 'Pier', 'bot-Pier.Codertocat', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbjcXZO0PaRj0GcPpnSN3ZrmBMq5pdawuap7fe6DaLEvaB8NoNsP7KHaCRI9RoBcxr0f2SIoK84MO9PHbfYfBpj48FIUWcy-Gkut0bHcI-cUMKpaaPNQnHEtIIeq8Z8ZHpE', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbhOlJOO9sMRhGFxnA0TWP_97_A_VUZobkDOlfogDAiD_EZSKgjpaHFyEIy-t3zhs91A8Ba43DmMndoxoklaKzpcJjeh6Hcl3aCmVRugZgEIbCbXUhH1xBgybWEChxSd3fs', 1772474400000, 1);
INSERT INTO grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '019cafb4fd0075b38414cc1ee8d0a4a4', 'workspace-Harbour', 'Harbour', 'bot-Harbour.Codertocat', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbhnDubjPctjbH-BgExBw-uHwPlZoo7PWE2L94K0HZwaEni2C0r5-XOEk9hK9qUm0gGXSWbW8MDlQ9uXWS7Os7tXOTTfw9JUaOv1rBfstooy4kCFmRzR4EgrCMzKhwojQl4', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbgBlCiCLGqnrOoPJ6vTegkGdT2O-jAaLWXARQYe__jRmGmvkOnd2nZJG_NwE70HXjLAJk1fQp_zpTJRbl9cAerWTjQsxOuTZZY16r0NLJ6RdZuC6NWqRw3GiYz_1g-T0WM', 1772474400000, 0);
INSERT INTO grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafc0f2d67eb9b0492cc619ddec67', '019cafb4fd0075b38414cc1ee8d0a4a4', 'workspace-Lock', 'Lock', 'bot-Lock.Codertocat', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbiFQ6Gk-w01ZIfojnUPO9gT23pMXcXljuyzVCIP2cYn5k_PRFAMMsObRLnX7nILjIhK3KM_H92u0roT9uV7jLurnbmcLxPkVcNHmW3flLGqFCqxn1kUM40BO23wk8zG8bM', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbhgyA1xZo8ENO0MxFnLoWyf8GB-XKChqkgrK-8NvjNXh3WodptJ4nXisTLzC11CBv_oLNYlMpypQCladg0AhsJSPYlFJBvYwdvuGm3n6WmaIVPnvMEroDy2h1jHPaWjtWE', 1772475183830, 0);
CREATE TABLE authorization_codes (
    code_hash TEXT PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    redeemed_at BIGINT
);
INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('4c7f8d09aefb3eb3afcaacb790977fb4735e1188b2085188e047be33f5adec44', '019cafb4fd0073a0a331dd16b80d7fb5', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('64cdb5bcb4ccb30c33df327a4e5901c4b8671b4459c717507dad2c2e82e121c5', '019cafb4fd007c10a3f9942a475e92e9', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('697f4cb51660a732124394e7eca84a436021f89e828110c4958e2b9847b37b77', '019cadc69a80706b9240cf1d2fb5412d', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772442060000, 1772442000000);
INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('88bece08229e49890d1e4a38dac0b27d4e10485cbe2d1e309516189a1301b2e4', '019cafc0f2d67eb9b0492cc619ddec67', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772475243830, NULL);
INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('8ba09c644992c7520ab794cece47aa187803bc4047e4f77ce5dd46c32a141e41', '019cafb4fd00796a8b4b16529ad394b4', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('d4ac7886a23d83099379dacfa863b3087f83e40def23ee19154beea702ddf45d', '019cafb4fd007bcdb8ff701805e7fa35', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
CREATE TABLE tokens (
    token_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    grant_id TEXT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('02a33f0bdf647623af65664817c822d70de94fadc1224d42c994a1a0c5def41c', 'access', '019cafb4fd00796a8b4b16529ad394b4', 'notion', '8ba09c644992c7520ab794cece47aa187803bc4047e4f77ce5dd46c32a141e41', 1772503200000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('04d45b75956c81e96a30c432eebc63dc39dbfdbc8d9e48bc4be7e2e389c6bf3a', 'access', '019cadc69a80706b9240cf1d2fb5412d', 'notion', '697f4cb51660a732124394e7eca84a436021f89e828110c4958e2b9847b37b77', 1772470800000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('2d62f5abc1d16ef963c0730c46d69ad1b2985cb44475f5c0329c699ac4c25584', 'refresh', '019cafb4fd0073a0a331dd16b80d7fb5', 'notion', '4c7f8d09aefb3eb3afcaacb790977fb4735e1188b2085188e047be33f5adec44', 1788026400000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('2de04d247e319e47c08e697a94f8d41810f9674350a9adaab4028644c54ae619', 'refresh', '019cafb4fd007c10a3f9942a475e92e9', 'notion', '64cdb5bcb4ccb30c33df327a4e5901c4b8671b4459c717507dad2c2e82e121c5', 1788026400000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('375478a996761807f93eb165c15dee2201644d25899bd6690d4b5ac9fc0499f3', 'refresh', '019cafb4fd00796a8b4b16529ad394b4', 'notion', '8ba09c644992c7520ab794cece47aa187803bc4047e4f77ce5dd46c32a141e41', 1788026400000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('ae29886b49f994ac20a2dff1eb4ef53fe5526dafaa26d48951d7ecc69592d4fc', 'access', '019cafb4fd007c10a3f9942a475e92e9', 'notion', '64cdb5bcb4ccb30c33df327a4e5901c4b8671b4459c717507dad2c2e82e121c5', 1772503200000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('bbc0bb953fbec25ee3dd9047f774602a9ed7c929f839879e66208ad172471065', 'access', '019cafb4fd007bcdb8ff701805e7fa35', 'notion', 'd4ac7886a23d83099379dacfa863b3087f83e40def23ee19154beea702ddf45d', 1772503200000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('c35004bb3f246a653beb7367adae556de5ec2142456193f9ada98109e6c3c33e', 'access', '019cafb4fd0073a0a331dd16b80d7fb5', 'notion', '4c7f8d09aefb3eb3afcaacb790977fb4735e1188b2085188e047be33f5adec44', 1772503200000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('e3de511685d1931d5e0505fee196e821341c7cd226fe533c983c759b576051aa', 'refresh', '019cafb4fd007bcdb8ff701805e7fa35', 'notion', 'd4ac7886a23d83099379dacfa863b3087f83e40def23ee19154beea702ddf45d', 1788026400000);
INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('fc835abc2a2a9fb3a1b40b4db383bee68d19e6b57d0ce6cfcbee3e542208a279', 'refresh', '019cadc69a80706b9240cf1d2fb5412d', 'notion', '697f4cb51660a732124394e7eca84a436021f89e828110c4958e2b9847b37b77', 1787994000000);
CREATE TABLE authorization_requests (
    id_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    protected_request TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
INSERT INTO authorization_requests (id_hash, browser_hash, protected_request, expires_at) VALUES ('46f069e192d5282fdea3ba58c55ce64a300f23ef40e39812d633d68028669873', '79f91a6b62b40965661ae6b9e65209b84af0e71e83dc66722c5ddddf696bfedc', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbgyMyGNECVJw5QpQrXDnJQhoXD_QJQZmTYkueb9Nk05uXkZGsv6RyszfKeIt_IM0biTNoH3jGh15Rd5aGl39oI6ezMq4bLr0_zAJ4V5upf936jw8HlTScZfpcJlSVGllz2nhajYtHt5LJdXk4zSmoh0pDz7_hOtRwHnDxj-BeP__KMSbImw7H0hVBpUCzJleod1EZei82FKGzG5Tje_4yLleCAr60rDIfhxwaopMoMmem86LSwSI9gnkuPXFE2V8sQ', 1772475783830);
CREATE TABLE sessions (
    key_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    protected_ticket TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
INSERT INTO sessions (key_hash, account_id, protected_ticket, expires_at) VALUES ('57446925b1fe40f3b9794788bf699c2c6247718a58e483a7a0458bbb47a3a24b', '019cadc69a807737b602833f12c1612e', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbgcJW3pmDkSyq9A1EPg1X4MZOppOJl24hg8bDAf5ljIbe10WFoZEcsZPzUf7RMXG0-xOwIQWgRKtcPLZoJdaEHMAaDSGP5IPLbtZFidotsY9arvVQIa6qycuP7UQFjS_7baRJqa-lgXR-e92f3pFcJhYW95ZpGFlANoPIaZLEm4Hx4oEm9CJCrclTs8yRZwdQ4vUg0czpjVxmGwjHZJVlP847yLDa7LcwoFCt_8D61YyfaVGQswj3wJKztIKQAJhEeY7cfFeAiqomCjDcOGR3O0AytkwGOHcBfsY2CgwGXWkwGo9IkI3pRUfeQBpy41hWk8eE2uDUqvs4-_EI7b6JvLGz9ZyFtJF7HViOljCtr8RzWiduzD83MUl-CkS6TPerNkKglnyludYRuCLNsTq3QCQBjxzDQdKWK1QJObnx9nC2S2yW9SM0ElrgEFx2WhznMmDftEp6mdq6iBy5WELFvXl9e2nuT6kR5ZVB4kAyOeHf7mvwBcOnMuucpUMAMJZts1h4K_Gqp2xW5SEXbS1REfo6apAeHT3aL6sBGq9zeMJcQCI6gkk0rpKWfhbM4bf8DvW2_iid6auDz_85KjlSvuWS1J_vNo88viaE2GJiqU_Nc2dzedrM5rTP1MtQC2_wiXwOJn0whrNeJRN0NRx7CAm92PeYpRPRBjgBr0ulloHnjfcrwjwRMdW4negEGLnt8', 1772485200000);
INSERT INTO sessions (key_hash, account_id, protected_ticket, expires_at) VALUES ('c2580a5ef752741f49cc8db487232555f77dfec5540c10b2c774c4cdedd48d89', '019cafb4fd007f5f98af867e45090ce6', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbhifb0fu8nsuTvVLqo6yHZqT6oXkEDyNA8VBTUhIRUzN8Euq1b2vG-3EB5XYGa7iV8Gz9pDh-ls0MsQsccykvmlPpwytE-Vw30ekXnYSWMu0tFAKjxzbYhY2LHA2cASpzfSivZz7ik-0Ts4xHo7MZTq2a0R93uquQI_scvPt4wphqExFR4ZXBXFwtZ0qjD4k9U6onWGzJVTz_GoNDwhnFofk896cnuqW28nQE58kvrseeINLkojU5BJfufv3n-BsF25ApXYdzWCDKJZjNp9WTAzlOtGwBHpOtJlJd0IcEVeO7G1a1gQ5Gkgc9FBLxZvj_Y8uk6x2LMKU-dd4np9IVSdq6rrUX2RTU5hQKjJIIwQbeY459gZLaf-FjXgwkyDl3jS9yAWhTVKKkhn09vFpg7UPYExP-jTfGiEoPKw6iJAZ26FmXIPZphhI8XzKtXCADhYvtv8tSU_jwxTIxPCYNv9qRpmw_hKI0n300mvnrq6CcFqC6lAsEF9YRYEcJYCcIZ7zXOTquPZyVvyauzhSClhalz2Tgj_sixk9deivUDsMO_ii4q0RGm_puSXIhcozMlCgxg_Iduq4nyyjGYg9JAigWCV4QJkn7pKLyqx9U-MiMLhBpOMoxRTfPVqOk3tv1cV9J1jkDg5wuZMnX_69rp2yxyPED3BLaS_IkXKkyhNFKs04yQ00kuQVgO7VmmNu38', 1772517600000);
INSERT INTO sessions (key_hash, account_id, protected_ticket, expires_at) VALUES ('f73c378635f6090d575bd025a04aed57abd3739cc0a2f20a256214ba8092cb11', '019cafb4fd0075b38414cc1ee8d0a4a4', 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbhHYhF3o_-pJwtxLkDFjpXixG3TojuylAJt6fxVfTLh4bp_HEn_pzm_DyUU9ptWNkrYGyvNH355V_WokUoC8T8KICyyFdRq9TYVlWS25LqFEcq159wkyXqZCnSmSpZSbMQCq48oUYAPPKFGhHQjzNbhZbnJXfRZeDyjDNbFSM8Gp03osyT280SLj_E5vGTyBC4xnieQHnGYCBb8Pqxl_q2IZOmI6diowvmcgl_dhDAMC-2QQQu3PAd7e23NCU8wgly8a-hfADH8ki79SGOm72yPXfYyiHAHmJMqojW9J9aettR3O4WFLaKJTFryfA8l2RttTF8A-Q8qSk3PJAOGmhBnycN9EQG3XZC-R1BmHiVBQeSU1OT3BMM4QT4W3BcamoFiZUAYzxfZwmuPv12rsl9OTyfV8NDfOVDuc_ULTX_hXuOAOGiRCD1U0qmffRP4u0zdxP-pjYt_69NwykRtT1oFFZ4M7-I9WaMenWvuRKZawqNtQUxmrHGPjpbFmmU5kqxnPkMyPdFAnhUOYSdf8-agD1Tbt-HkY9s4lXqjFWIOysbnxEmGBTAX4CTcWsI2lq3LBwnPdJbn4J1oksn2vVn941Zls6IlxCTORfb8MkeKFt9h9tXgLYJZ1yebLOqi3qKItvEqvTdVZz-VSk7qdyBEnOIMYU63iwmvx4JDGG_fV1B6f2PwkHS0__6D0Mak3D9Ux051HA4MMZPwaH5ltFaPwdsPVm1yCGDSgTnwTIzAm4yjIHz5W7qpOrjjCs_-DllhzcGdblP-d2D08dqPnish4SSeBFDPjmN0VUZ_TT_Iew', 1772517600000);
CREATE TABLE tracked_previews (
    grant_id TEXT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    link TEXT NOT NULL,
    uri TEXT NOT NULL,
    uri_hash TEXT NOT NULL,
    shown_at BIGINT NOT NULL, content BIGINT, refreshed_at BIGINT, pushed_at BIGINT, look_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (grant_id, uri_hash)
);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cadc69a80706b9240cf1d2fb5412d', 'github', 'electron/electron', 'https://github.com/electron/electron', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 1772442000000, 5070558303566633738, NULL, NULL, 1772442600000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd0073a0a331dd16b80d7fb5', 'github', 'codertocat/hello-world#2', 'https://github.com/Codertocat/Hello-World/pull/2', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 1772474400000, 6166068475033583882, 1772475181030, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#10', 'https://github.com/Codertocat/Hello-World/pull/10', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 1772474400000, 4915334120031990214, 1772475183830, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#3', 'https://github.com/Codertocat/Hello-World/pull/3', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 1772474400000, -3145119998843578172, NULL, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#4', 'https://github.com/Codertocat/Hello-World/pull/4', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 1772474400000, 5461562997374801427, NULL, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#5', 'https://github.com/Codertocat/Hello-World/pull/5', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 1772474400000, 4533265753139503800, NULL, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#6', 'https://github.com/Codertocat/Hello-World/pull/6', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 1772474400000, -8676937198730749590, NULL, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#7', 'https://github.com/Codertocat/Hello-World/pull/7', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 1772474400000, -3867885679609564360, 1772475183430, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#8', 'https://github.com/Codertocat/Hello-World/pull/8', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 1772474400000, 5498436265620166902, 1772475181230, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'github', 'codertocat/hello-world#9', 'https://github.com/Codertocat/Hello-World/pull/9', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 1772474400000, NULL, 1772475183630, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', 'github', 'codertocat/hello-world#2', 'https://github.com/Codertocat/Hello-World/pull/2', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 1772474400000, -4960988838376290258, 1772475181030, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'enterprise', 'codertocat/hello-world#2', 'https://github.acme.example/Codertocat/Hello-World/pull/2', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 1772474400000, 8121367662186383554, 1772475180781, NULL, 1772475600000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'github', 'codertocat/hello-world#1', 'https://github.com/Codertocat/Hello-World/issues/1', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 1772474400000, -1567000878064464025, NULL, NULL, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'github', 'codertocat/hello-world#2', 'https://github.com/Codertocat/Hello-World/pull/2', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 1772474400000, -2096487430983994399, 1772475181030, 1772475181030, 1772475000000);
INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'github', 'octo-org/octo-repo#118', 'https://github.com/octo-org/octo-repo/pull/118', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 1772474400000, -4077970249738137815, NULL, NULL, 1772475000000);
CREATE TABLE key_ring (
    name TEXT PRIMARY KEY,
    xml TEXT NOT NULL
);
INSERT INTO key_ring (name, xml) VALUES ('key-971aea52-e1db-459c-b934-32aadf325db8', '<key id="971aea52-e1db-459c-b934-32aadf325db8" version="1"><creationDate>2026-11-28T20:53:03.8722521Z</creationDate><activationDate>2026-11-28T20:53:03.8722521Z</activationDate><expirationDate>2027-02-26T20:53:03.8722521Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey p4:requiresEncryption="true" xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><!-- Warning: the key below is in an unencrypted form. --><value>aWkXJ/rWHKDbLjPZNEppOuUuayALnPQG7tLcqKRMFj4x7/nKK/cZKQfnUI80k00BKpeqVfab0nxRCwzmLUQE7g==</value></masterKey></descriptor></descriptor></key>');
CREATE TABLE kept_secrets (
    name TEXT PRIMARY KEY,
    protected_value TEXT NOT NULL
);
CREATE TABLE webhook_deliveries (
    provider TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (provider, delivery_id)
);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000001', 1772475180830);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000002', 1772475181030);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000003', 1772475183230);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000004', 1772475183430);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000005', 1772475183630);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000006', 1772475183830);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000007', 1772475184030);
INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000008', 1772475184230);
CREATE TABLE due_refreshes (
    provider TEXT NOT NULL,
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    generation BIGINT NOT NULL,
    requested_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_until BIGINT, trace TEXT,
    PRIMARY KEY (provider, scope, name)
);
INSERT INTO due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts, claimed_until, trace) VALUES ('github', 'resource', 'repo:186853002#3', 'expire', 1, 1772475184230, 1772475184430, 0, NULL, NULL);
INSERT INTO due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts, claimed_until, trace) VALUES ('github', 'resource', 'repo:186853002#5', 'expire', 1, 1772475183830, 1772475185135, 1, NULL, NULL);
INSERT INTO due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts, claimed_until, trace) VALUES ('github', 'resource', 'repo:186853002#6', 'expire', 1, 1772475184030, 1772475184230, 0, 1772475204230, NULL);
CREATE TABLE tracked_resources (
    grant_id TEXT NOT NULL,
    uri_hash TEXT NOT NULL,
    provider TEXT NOT NULL,
    resource TEXT NOT NULL,
    PRIMARY KEY (grant_id, uri_hash, resource),
    FOREIGN KEY (grant_id, uri_hash) REFERENCES tracked_previews (grant_id, uri_hash) ON DELETE CASCADE
);
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a80706b9240cf1d2fb5412d', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'name:electron/electron');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a80706b9240cf1d2fb5412d', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'owner:electron');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a80706b9240cf1d2fb5412d', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'repo:9384267');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a80706b9240cf1d2fb5412d', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'repo:9384267/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073a0a331dd16b80d7fb5', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073a0a331dd16b80d7fb5', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073a0a331dd16b80d7fb5', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002#2');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073a0a331dd16b80d7fb5', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073a0a331dd16b80d7fb5', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'repo:186853002#10');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'repo:186853002#7');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'repo:186853002#6');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'repo:186853002#5');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'repo:186853002#9');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'repo:186853002#3');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'repo:186853002#8');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'repo:186853002#4');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd00796a8b4b16529ad394b4', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002#2');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'repo:186853002#2');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'repo:186853002#1');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'name:octo-org/octo-repo');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'owner:octo-org');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'repo:280886604#118');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'repo:280886604/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'repo:280886604@14ae1f988d344e6b4f97f6153fb0287dcda335bf');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'name:codertocat/hello-world');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'owner:codertocat');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002#2');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002/*');
INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007c10a3f9942a475e92e9', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
CREATE TABLE due_pushes (
    grant_id TEXT NOT NULL,
    uri_hash TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    turn BIGINT NOT NULL,
    content BIGINT NOT NULL,
    protected_operations TEXT NOT NULL,
    trace TEXT,
    requested_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_until BIGINT,
    problem TEXT,
    is_parked INTEGER NOT NULL,
    PRIMARY KEY (grant_id, uri_hash),
    FOREIGN KEY (grant_id, uri_hash) REFERENCES tracked_previews (grant_id, uri_hash) ON DELETE CASCADE
);
INSERT INTO due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'workspace-Lighthouse', 6, 2699032912896986769, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbhQUJodwxD_4xJlSlqgQS1ufIxmhS-xrpnQk2F3wbITrVod-GpQ3eIH0kcMfH80zLwVDYbBr72SHmHwMM_ia9dchFhXMXl_XXGyv9m6769Ym_-qODiayVNd1CeIYxDK-ZkW07ChRvqR9GjkRxiWUi1Ak0S4N2Nv-rBII5KX_zOM-LXTw2-2X4Zowccl6Xtcxa7qK31U0mcqlV4TgeSf2M5Uv8Le6HHUiCsW2Yea-NIyysTNtz1kSsNXSgG06Hy_E-40iq1MOyT377InuB2M0Cy1ymPTXPwFhIQhCebYZ_keSdXJ-CGXf3sb1Rrlwr2ZH5-w76Y_GIFxa8CvSN7RV3DDw8VQVp2IwDtAN_2QeJvqY9WRjo_BMpLqF_XOywSFKOusCbPaKqddrmusQTHOW0-6Nb7mjYe9D7mC_-MoweE91MzET1h2Yw4PpJqNIftZjSE1RZnREJbKIp8ABdZbsKubCPP02xnFAVy9w1-dIsxsuyhqkyeFYiqorwZ0TAys0iU-Q4YBzm_Ej0_uqoOi29IAtudG-XKElvQFI8Ggq0pIdWRiY52wHsztkqy-pi6FVxwBVHknEZ6K_eoR59Qxvy21k3f2nkSFGbFHqmTuLVa94dh5bEmAUf--z7nYfyjO0aBqkCaH8-e9vSiMdlHpgim_5IkgnivwanZnRsOd5MuSrxMkrbrWgpuX7A0wvpgCt-_lv-x-8j0CiaaQgl3g0wnJrFm4M0H26LvrMFUgH6F2r9YTrf0A35hd7KsaBieCKw7MBkNH2ey4ZPhKfYnTNAX2ZLyLrnJda-Yjqbn0iHJfmG3pPry_B-XvLETT_-t6SpM045-eqItp9NgI37-ur4H53Xc9KoOI7XocRu-nZ1R_dRZIRT-_n_m8TZCpEq3Pk_u2zNEDWfoIzuA6xG2CH6Vp-844CldQ2goJnXDXWZQbkc4NOk7wXX7hYW68rajsH-2q8PZylb2NXMXLP5bkvuBLGcMX_zapJnYGePk-1wWbCDujwbKpeVT56Ibmo9kHE5rQZ2YDeMsEqtuXo10novyXcYq2_hyVP5E8w53rqRzYVP_k1KjRdmkPSClmJdEMvZYJ7pbMyV05rM61f3uUn7KDZvJbw7va4oxxTR1x4XQs2vzxgU8rvCsQBQjIkVT9Eg0Ya2cPRiM5T6fH3vv_uIyltuzJN7uVoUh_FXgzRlC36BF4mugAWT5x0iM7AojiUURVPhEpqX192rOJkNTEsWj7I6YUNeB1h9hHxL0CRq6zQZ1xYpsuHSA7eVVKim2gAg01EwmQhZt4SUmtHbMNVYBxvWjvgypjrkM3U94ZQ3cO_YCMSjVkXW9Apx45esmcMkpluKjMffb4_hSsPen4oaGACrXLj-T_GnJ6QWCKEn7SDr142Kxp1q5_Zuyez9Gbcp21boUB_cEZkuABlPNvD81O4cidjVCjnJyACbdGD0bYOmDtVMSMqEK5ToWJnFBPfIusdHHpRPtU6AzwL7e5l2VNJe_ZEgSvKGy0qRE_zm61t1IQF69vQQZTSktJMb7MVuQAsMwCCJZJ7Tc6zaQjov8z4y8HHlxrv1wauucCG4lumCLWKP95YqDP5bhJ_1Il6BcXsW2uoC2QMYnsec6b_TaYv-ACqquSRhn2QtFzWzOCfMQXHrBMzTXmnEUW6KeHVObSM2XIhuL2kjK7dtkZimUo0JBaxiQC4qB11Dc0sCQmxuk0BTBHe9l3lG-osmh-XTuSNQK_nlEauXPjO8qsjceJm_5_2-gA_pYiW7pmb17zILKuXFWPrxT3vZJlIvAboKG4yCandTE-PFzXayBqgDOwnpyrNoEnqw1zUttlwvjOXYq0LavzlbGzuRy5lvLHDF0Qv5mdGTy52H0vAEyx5qXaoIqp8wliZmJ-r3q-9eToOxY8EcNlOl0xqdiQhNvkV_8mU6QihxHGbWKsv66HtyCRIEoKOq8P3-SQ7QK9mY9ewra8PEBuYGcuYGpBw4ZMHcDu8JPGtRRgXzs773GJ9AEI1WPxUzHve8zneX9B_-TIYr6YP_25iu-M_9zHC6HFo10tgqhV6bt3OdmGeyPOZSsupi6y_4J7zrvDkINNvkBfr1qVCPpdvbT2Iz4Y61xtSduWJqhY0OeqfCpPKq9vTFF38N-SurMn5AxaLx2A4kHqfw', NULL, 1772475183830, 1772475183830, 0, NULL, NULL, 0);
INSERT INTO due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'workspace-Lighthouse', 4, 6745304054891683079, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbgk5-58qHsuSD7MVvSbrBrjJojN3_hQHJaSSSrbpkc_9VnayXtOgqJWD3Yuq0jy0LWr6YUxQPe5xwG-ZFgy2sNzk2ukoydFjxPojsct54LQO69vLCD3zXVXw3LaFFc8gBkfcPSaYzJkWogIqVhO18b7Vxu-USxdR6EdKOcvkQaS439yzTOupkgClKiWbsN7iiQMjBtJ0hsyjVwteuvDD4YkLB3HD1ruOpSsIm_SLugnds2UK9R0E9wPY-i0RXPUuwuVQi4JDcXNqBf6VjvUNS5NrSKvsPiNxc7RmGHlLxGZNVAr9RgENTzTErfNLEGTjrnwN7cW1wIpeIyV3YOzSQBY_29IVVqGvGh_qyRP2ZX3bQX2kOBwHIA9ZsU1TxNd89R1cKDE51u8NP-n1hl8v2KxH4cqXkNkqy90E9G-wcYl8c4Hpdlq6UCaWQY6seYoABcokt3xPsLP13SVAA36hxctjVEpQ99iaiWI-bFPTYjMJWkx0s25L0Scs1hpvzTLvq2wH3lTCAa41Nkz9z4VH-eW6qywFjCN1NYUnp-EeMDStsh8WDUNkWqCVBtLOY1CKQApmGQkd5c8fpwg2SlZHq9QHIbBqV8KtbIqSN7VQmPvHrIXgh2v_nxY4LXKGmrb3s1Hgb4Zg_Uj4ha2CF2CW-gsBIp18EC058GBISlwPX361NzJv6wiBe011E37bqhaj0oI86MkcZzXzVPNt0Svklrdc1KXFUbyvr0ROwk28p5h8cfZFVWz3BSvhvkd-h5L5QfnelW4_vkFiEQuvNPtrZjLjsx3BFYo17oEKQ0waRhVrcd5_xya6lbPYJq9W1tmxGOIneYDPRnhg38Nei-xPdZtcp--C_yHrrOd51JYW6O-NUst0ASD0dc2VZ3xLWhlRBYcM-MKYHHyy3OEAM5F9gb3U0Qpe1pcsI-KqS_iqdWhQv7rISm26KgZeb7zT7f3w16oSulDwusqilgNpKTNUpQK9hArXaN3WHORlgMb0M1wxQruO7RTueyrCm8FydEXhdjF5iSANhq86UF9UerzjlPb-JXvfTWL2KKW4VKi6Qnv-UFdtPOtJvdlZZmSo7DrxYpfBV4SMSwl_2B0vSw-m2vUAd_kmMb7OsWzcr763rdqv1E3GOHjT3GSTrpEZ9aMwbglfKPaYj0PO1380xWoPNUmXsmD27a34C44HN6RGi7rNpTBp5CN7WW6ShhRsuSpnO1iLcN1X-7NAL_FcqeYiU2VsGCOpSsRwRphNY3TRW25pIDF8bWTqerTc0ICWDs4_S1OyWRsMBmfoYjrFCdXU2cRrnThjGXux-3Oy8NtKBf7g4y-kTNKzNGWqUUMlj1Dzbk9YAwioqIFfvPdhKdOnxVe1uQdMRxFBUCfkHgDql4Mz2vpkcKsk5mCOIra7crihTN_L0PEnOTo3yhF4IVLQA6ygNAuG-UzEOy3-QydtlTvjV-Z8DuUr24PowtVJKYeLrjrI24Lo7yWGR-uBH_-mj5IM-vUPiU4cRwbOrvxnYkrzVCuWCkOaZDfEFC1y4GotGszC19LH9RYTPUcHlGdnqmVXnTGbA4CZYVfetNQjBXpU2Av-Mj98nA7wvJkq7gBGxzX0tD43wJ1l8tDwU00WtUKhT70wl2iEHN65Ew5sUVkgSnfjsVwGgyjnBeFc1GoSKUy9wCXQhEM6wiAwkTKL3-5mmMB44U8vpqT6b_P8yfTCpxwm37VVi1ubNFpv076sWxSHVEkIimIq_wEdk2eTzDIdXbk3SsFgSOHJc0_9hM0FIFOFVq879vusFKD4jW5PO77AjEVxf2JpDu2bhvPOSKqYhcbsYtCR0JKYOc_gyxTzFjzg9xIkzm0A5zLKCjhZgr-7m9ylQuzI0sKq_ccgGHKLqYt4wj280-b1Q5Xh2DIQ_-iJv2HwcnPfXAAQk6nv-80cWdxwXOY1JiJh9a5v68PLvzLWapaeQiJwMw_ZYhjU-J15GE9TYQCEOVM4lu9he111rEhvphB7emQi1VoY7PJ2tu5qzVaw5Ec321K9pSwx8gGbMnaLluAkMC7bF7tS3wZIUhyG8o0lnbfFT1C2xwIFK5ey2IdKAb6oK9KNlaRf0nDftdZPKx9AdWe0ZTyvfaaTLzWamwYl9jDAOZ8BYNYLR0-AAlVY1bbquIQDO_oUg', NULL, 1772475183430, 1772475183430, 0, 1772475203430, NULL, 0);
INSERT INTO due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'workspace-Lighthouse', 5, -140140626665248450, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbgIXr0BNCEpXQM9xCMBkFD4Ujx0dumVmAxC88eIYhCsaCIvhhEfW7ADrsaT4ZHxT_QAkP90EbzXM_3zodm48yeujtRpufCfkFGFEl2Jd4oWHd9gEV3s_Egb0JiYw1LqclTRY0fcMmmFTZMGtNHUZ-O3BYiSqy6_33lqFOFJM48thL3sdCVXE_BSHY9exF8zYW-uqUw1rnllE9UteYd_cgepqDcJqyN9fPmuoCQXtgYJqJIohOatk5AgwA8yYd-vDLSlx9ckfAjGivXGxiT_eyLLO86ZoKkOjXn0QlqsXzTdoyP1L1_Fz1M9Jo-ddGlxb-exb-8DbCQB0PO36BEdA48CzIvuETJyu3F-smIVR4WVUfVqpdFVhmnLmjtxdOEzfUNxzzfzaCegE1hgObz9lfVzgO3NQr0NKiTEklHt_m8kATanjs2Kwd_L5_-zAIPJ7IOeMYWquk_d72f09SAr4Q-067lRpPPOktOAr4o90jkURfCupM5MdxQW_5KcFCEmA799rcCmEd-rpBL4Vl0zEuyW4OTHB9r9EqHNIUd5Hyb7g77Z2jfMqsJn3PnGqrB8NJnFr2gtbX2W_fZblRSQ4YQ0xtT-6Dyn5z9LVaLEbwO4dlelip8-SFiI8bOwWDp9RhFdn8hA-SfGu5gpodlM8RERFqYZ7DXGz2gH94WjxIq_h9eVbkxnOlDfHBKsgyc__DcI1ec18KZbo1nx1H-f64xPdGCs0Fu9f1ubEobX8mDvLKZn2xrPYI6CPA3ymrkbNfmqkR4fDBCL1ABSgXTDPPRkwLCFRcsgv3dU7l5uSPF-66HElUVVQU-GYWc4N1hBi0mTG55560NTFUjmOjcxp2u6L3vpanV2nVpfEsLZCUWhxaNMVzRla5s24R9YlURdL6EOGY6dRX5Uv_7AL0eJJvFarenu2WaAVL4lhLApZ9tuXP2z1HYnUnKRQu6INOKFPNKnoEAGIklX38URY3-I193dcH8EvaSVJ3ijQTK4xVD3vRspbRpzzgKxSoEvwoyb2M1oedyaKLjReCnVSjlEXXjt4u85MyxmZ2h-51FuLqJhEuDZ0P9ZT9rvbsNWdLxCaVnJBxq63oebbuY6tQGjtmOlWDamhqvPvqnMWle-TfnDbGYIBs4HAGVy7fsqarh3s_afP3PEMCCOJTaBERB1kinO6ezOk-JsfVWhSHTAU8YMT07O6b_5xpGp9on4oSaj9GAhoBW0ko5t9WriYaB8QM2Zw0Nt9uZWJtktm6m5dKyahyFokdvgsaFQQqUyfxSx6BZx_a-O_H4aBjmD2hBa3gHLrRIkgk08yHQxyBBWrG3qscsbV_zx9ZzDf9LqxY8v77-eap_8XOJTermKwEjl9-aqvYn7rycE0CwAYxlaT02WmhjDb8ZgxN7d7vYSckBpkkMrpMuMruf4hZKO0ILWHKZ-yRFC4tFGD1N2h0osVaxFr_qGBtE_hVX91rn10yYfFDxrVjUmjqYK_MOp43ZkKXQo0szaah1ozKipV4SLCGBiYv71fJSFjYt36eIrcFmuaA-KgmioqGktUKBGSWHgwzxwN9pHLxqBgHZCh-fAIIczEaaUw6JvQEIHi9YSUNFeMcaakp_aOeAVO1YM7_Ga-DftxCCdN_bqiBwdfdQLRsXXysbWVy_Zg9c_zfgwxkEZ9VxHWPHxfnQMSnsm0_uM2A1xcSVRGYwfUGBxeUVXg2MHR3dD6al_fCxPG3MwekYSNiJk5Iz73GqABETwU6bmkj64Kgtv0ktIKKf8MuTJux2ifA-OK5XNZXVHQRJpVGiA08T6onk6Bl5Rjtdrf3pmWd1tZqRHmNeg5uWRiLjNYZtcrrUanxU3rC-0qcAgqmCEjMH8F_phzwD_JGLlt5R0VBmA2fsG2UHphf4VHBFPPK6S61xqfJzR6rKQiweVwQtgOflWTgevkkGZv3PGbtoKDvYWDQehCQkAcepLN0bRsO6kxfTvNK1s2I0adIn4Bj9gjIE5iFg0g6zjqW-QZAVaBQ9nOsFvw4-irFmIFEaj-0oDe0Ie02CfYRUoB-PTW5rDsbUVg_jpA2nKarTL6tCbZ7vliCTss1q6XiKIVnQ67bmR0qkgVb5Cpl63vFEGDNhFExUxRavmjqNkF26jlQzHdimNVERrvvrm4aJynUnje4zrLQ', NULL, 1772475183630, 1772475184717, 1, NULL, 'unavailable', 0);
INSERT INTO due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd00796a8b4b16529ad394b4', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'workspace-Lighthouse', 3, 3652844645288607392, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbg9ZNBI0xjDod5ondMIyyKZsvaxkvgcYi88dczmi0bBhP1nlx2PnIbe7hQ3GmHnSwhtvSTd2DTrgvH2gGdraSsG706D59U9pscTPITDdGaM1rrogIs_z5l_VXc7pU_tVZHIybWbMcXnWATrgN6kKgtWGvZPlPgqbu-5VEV1aXamGzUpMuY_w_r2VZnRpcKcvxn-RWGhgmjj87sI-3t8RltII11PDlM1Bqdmd5pQIh_ZLNPvHRr5dQF4Yy41AnbyjXGeSiFbI59F5J5MC6Vfthyy-o0hPMqKJjmAfIQeRK6ioJYbuTQnTwKU9ZqfrEyyqpdcM39AIRHguW_ExwMdxbfzIDc_-JGlOXUkeZr3lSOVsPSO_QTRg0nEuYjQQXiWHr-fu9LgX0dMLQZrwUi65VI6Eo7iQeMMcWdSS5ezvErqu0Ned5Efb-SEzVN_RZ1Oil_PxpMnh0x_WGVrmrxAI63HW4GvO_XQHOsB-pkqKCM1NnEttZm8s7F_NoQxeswHx4xeThN7jN57JjaU_lz8iSY7iG2V4EwsXW2wcC6zZ7Q4mwva_5qVJpsHTHWhl_vdeJ9PiKRxsuKvD2nlkCJfBUkiQ3YkRMR61Yu4_bPG92DIA7CkAj19_xF0xFtnraRNcdZ0RLz_kqcjZDHArlpCXTtlIXIkgs-KXGn06nM2A_kUcjzUjK34vUxPtKxRm3SQO-L-vqHqaZOCoL9gkczUNZr8ysoAHvG8P6bh82L1l55uVfT-tnrUruSRUm4OJrN_kp-57W_XCmY8RxbLf4hFx1wRcJX21_LBnnB8do43nBY-Bf3a32OVlRoYuE-mdpqZzlx4qE8CyZyBsKYTOV4F4eDwPzqwizkbnnZp780dXYFjMpaM4WRu644oFKyIkcAgGzVRlRhYt87VHGxpXTbcynCOOF5-ynWwbDc51hA9pZOOev3TEwkr81YPnjSsrpPM-Qw7iwQDs5I2NU8QCsS5kXCjEEfdQnQo0PV2ufsjFErPNABBo4zERZRGQRLEejSt1EFC_RDo145yg5AInX6Moh0fX06yUsrJ4YkqCBi5SOq34WM-sdrPncqMdtFSX0J5MUbu6fAWrChb3dPkALdMkhfn4eE0BrC2kWoa8IsvoS-xgMGcZ02NjvXw5Njv8PxVjg_R3aAoHKiaSYg49maRGCbXlrWSwrKW7rFCPvLxYrFG0DyfqjLndwjmkyP0C-JYJif7bAvsiZ53JUvP0XsSWVKy4MHulwF_lioC4EUkg5lKXCtYArB_kLFW_aN6LymEbA1bnWz3FrRrOfUgZLpB-v7yfMU75QMGnPm6RpNIQhCPmj67A7OH3o7Pb3FDdNX4xJ57Uf4w3TbxilLWgFwPxNeYkac3uuEjIs-KnzgcUH5TKtkFOzHSNr0iRcYyNB-Q5wgKKL9p713hy7Tm8mfx-hokgyXYWfHFSxqPsnhjqqZpA9FQo_ZtP5pyhj6NLjyNPUiBZv7M-KZ90M_dptUAH-UhTMuwlT1B_vMYnnmjNaSJXOBV6LSbOOc0H0V7j_aF2T634_1oK1198-oKSZAMT4saaLqGfu0dznBjyCO6euWIiNqCbABaa1xD7L4OXm1jdzSQ6hefLI2DYD3GFQiiPpAhGQOot4GdA1SEEWUKMscIpgEpQfPDUB8C9i7WvsjlCOvMKUkAd8xEaWxp-zmBW-vq-6noO5J72jOMG7tTpz2qRBGbkU9rnSutNY4RN9RzxNdTin4WN51niUrsSdmSANUIk0AH38t-a9bDro7oJQxsoFcE9--VsSQwQZpmH1sMNxwKunV8BbC2cW5Zy7cEU_cStfA-aYRlYgGPVCMt9XlECIv22U5hm5kXhf_r8Mh-ekXGroGrF2pFrNJD5RGgYtCoJGSSK6cvPQUvi8zPZLiSqCbjSAYL2Tq6mWlpVUifghqioaiamNeUNaE8Dr3TcvLAZlcNQaEUN5EfdF5bygcAmRvOUnKdAPcXzsDms51qL40Mknp2Yfb2lNc_Df6mBOTEpQvT13K07BhoqQaAjKTJg9ei-Ins7tRJxnoC8u9Df-AksyWjiUQiPO2fRoG6yhRtmRxydzfECB8rhK6Yd-ZJvTcsii65qAK4AqYYhz75M6yY0pOMT8jxwwIA7X_UnXBpv2gAy_o_pwSKVK4wlDv66A', NULL, 1772475181230, 1772475181230, 0, NULL, 'rejected', 1);
INSERT INTO due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd007bcdb8ff701805e7fa35', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'workspace-Pier', 2, -2096487430983994399, 'CfDJ8FLqGpfb4ZxFuTQyqt8yXbifX-jbti-KheMoXbxSwgm_xBys-Y3NLE2z4T1He6Jqy_SigrdZBqPSTB-3Lv3UI8KlZRelfDJvz88PyZcD5Ub7Gq7XRicvMKWrqp3dNPDai2NpoomcpVgW0Tjr2d-U4dN--W3PnJlXvpGFds4udrjmMKtmGaHrkkxyibJ3pPmPxpkg2P0Vy8uchab9FnCppjozVqOvd4FUX21MPNsw6W9fkMHnV5nvWXLfMCtZWWnbywBvzQNT4QZlniYfFOW5S3rWYAIM8SSkXptPZSWl2NA8oeRtTz_ajZ-V5h8mDtNqOTQ1E0TrH9eSl3ZAsAinHEXBkkb-0M62PcvETFZV_jic01KwthyI-_yRjTYeY2E36_p3AzYvQusQ0YfMVbfC2mYzXaYxGxZtJfji0_uslUSv3Hc62tjbu3WwB5boqPCeTT-cF-OBJFJ-vfaeGDncFPDRjHRJfM6tNaExDxGz823xsjTIIXtQM7sMGa6ryB7XVoiK1Qs6q4fvkETe-DFHptIvh2g-BxQUcsfGKtslrR31v_GLqatPRy0Z2LwDYpOk0Wmc6RcooVuF85l2TGp2IHgaSKlnfBrC53Sxfb3PAXiUL-1og5OUuwTB8yyKwpnr3cq1pQh4RffzqBJb0FECUjDMz-4_lB6AI_Tl5qelfyt6b2ev1GISbFekilkE74-oQWVyfQECVBIvwxQeWWewseeRasNupsG7CSIpg2GlEOzF0h3EDcEziZh6-znU2RQ_0SiUIBj08DHQ5oSaVv42ybaaa7KvfqMKhgbFAft9Zz8jGqUoqcaeCoRyBD1nbpnnI8jSx-gfi0pQOKi_CE_YvBFCMJf4CR1UlKxaQtFiErqB-48AwuSjgLkSrLvJEaPKq1KI-4n4aUKilYrKop0YjwaLinT4MezlilqgpghfkshNVhWxoSx13jzrXxfPxSke_ooz2FgovGOhZveMIN7ROn81zSHxFCyCJNeAT0dGQuYU-VF2Z0vVD2iTMuWDWiK_b6gG1Z3qHz6A0Gcf4c_T2dxae0tIaZC9orsqi-ukPAtqLVIxQpNXNsYR6NyM5LAuaZzZs6_PSrL3OT_T5w4lwM58RZw50vLauXRlQhBpsDFI66acwQqAKIR99eKQOO3RKTuihLXoAekDIPMPWd3F3XtRjaNjnHz06s7g5hRZ-ggdkFLi-iHi717GZLArNih0sC0JULDDnEvUtgqYPbv3Cn5MaTTViAdKcTvteW1E4u9_DY0wOQLxdLVkRzfIqA6vjix91KD4E23BGHb8ouxdmmhbS_g1cOCRk-UF9PnU8dKglQrVwudkAC4CBdr9wNeOAoR_7LFDhJGi-g06HATf0UNmFivBecZa-xHqclm9vedBwyx03RES85hha_P3FnXf3nNE7W9KE3NSnoqQVk9mZHIe4ppKveybVVwUvJ2NBnRsWNzyIfbDgrlXn7Faf8n_2YiVBTD6-h4tt91LI7zdq-kWUN9csnFzBYKa8ZXbkqG27aWnyxnjworYGSUJuiGlYyoOSoE78AWbpJkF2OdqPEb7DYBYTw9Q3WyG8AjN_jRZ0rUG3uSsHsve6eaIzM7mWZnGSiFvkyjDWqmtLym_iC30itPuYq8QHMqpo9pNfUh_y7mlaD0__fYb7g0QH2S_dl15-8s2Z_XtPYnAHMEzIuS_vWtks-g_dKDWlWjRa0OWFMfzDgxaoEv69bNmdTvIZ0nHc9VKzKM7CHSxAXwiZqUmYAx7KgeGhMzZkF-4XRelu9qyE2c4r05WeF_u2xrxXv_8-fwrGYMmGjcgr-G_gIyNpiDv0xois7lvv3aZYn5hsrpzeWTIefXAWJzuQ99WTh39SG4jrp0Snb-OS7xxFwa0YjTPAQQKO7AyVe3MKr4VXBmUmr2Ep62nqdyHTbNR6B9coShRdQkduhMKsBuWThDlbNBFQ73oC4KaGTSvH3kpgT3Y56S86QAysSUPlx6Fv02Uo4PVBWtehKFyrUCGZcvvEiD3ktLCOCjbnKprt0OkXBom9Y4zPJzEb3hFdrjf7GRPznboEza5EN1CAsJb6nb1rAdkcSOgb0wiEL6rwRJKMYqeXDtbSfpaHZl3L_Sex25LTiGlrEeLBAaFM-B6OFmd9jMwNhCJlxraCZKxe4WTup_1wlYoZ5wh5f4ej2GeCw', NULL, 1772475181030, 1772475181030, 0, NULL, 'reconnect', 0);
CREATE TABLE workspace_limits (
    workspace_id TEXT PRIMARY KEY,
    last_at BIGINT NOT NULL,
    second_last_at BIGINT NOT NULL,
    third_last_at BIGINT NOT NULL,
    held_until BIGINT NOT NULL
);
INSERT INTO workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('', 0, 0, 0, 0);
INSERT INTO workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('workspace-Harbour', 1772475181030, 0, 0, 0);
INSERT INTO workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('workspace-Lighthouse', 1772475183630, 1772475183430, 1772475181230, 1772475184630);
INSERT INTO workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('workspace-Pier', 1772475181030, 0, 0, 0);
CREATE TABLE turns (last BIGINT NOT NULL);
INSERT INTO turns (last) VALUES (8);
CREATE TABLE looks (
    provider TEXT PRIMARY KEY,
    next_at BIGINT NOT NULL
);
INSERT INTO looks (provider, next_at) VALUES ('enterprise', 1772475001000);
CREATE INDEX authorization_codes_grant ON authorization_codes (grant_id);
CREATE INDEX authorization_codes_expires_at ON authorization_codes (expires_at);
CREATE INDEX tokens_grant ON tokens (grant_id);
CREATE INDEX tokens_code ON tokens (code_hash);
CREATE INDEX tokens_expires_at ON tokens (expires_at);
CREATE INDEX authorization_requests_expires_at ON authorization_requests (expires_at);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);
CREATE INDEX webhook_deliveries_received_at ON webhook_deliveries (received_at);
CREATE INDEX due_refreshes_due_at ON due_refreshes (due_at);
CREATE INDEX due_refreshes_requested_at ON due_refreshes (requested_at);
CREATE INDEX tracked_previews_shown_at ON tracked_previews (shown_at);
CREATE INDEX tracked_resources_resource ON tracked_resources (provider, resource);
CREATE INDEX due_pushes_workspace ON due_pushes (workspace_id, due_at);
CREATE INDEX due_pushes_due_at ON due_pushes (due_at);
CREATE INDEX tracked_previews_look_at ON tracked_previews (provider, look_at);
CREATE INDEX tracked_previews_link ON tracked_previews (provider, link);
COMMIT;
