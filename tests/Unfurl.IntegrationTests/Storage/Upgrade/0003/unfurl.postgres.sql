CREATE TABLE public.accounts (
    id text NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.authorization_codes (
    code_hash text NOT NULL,
    grant_id text NOT NULL,
    client_id text NOT NULL,
    redirect_uri text NOT NULL,
    expires_at bigint NOT NULL,
    redeemed_at bigint
);
CREATE TABLE public.authorization_requests (
    id_hash text NOT NULL,
    browser_hash text NOT NULL,
    protected_request text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.credentials (
    id text NOT NULL,
    account_id text NOT NULL,
    provider text NOT NULL,
    subject text NOT NULL,
    login text NOT NULL,
    is_live integer NOT NULL,
    protected_access_token text NOT NULL,
    protected_refresh_token text,
    expires_at bigint,
    updated_at bigint NOT NULL
);
CREATE TABLE public.due_pushes (
    grant_id text NOT NULL,
    uri_hash text NOT NULL,
    workspace_id text NOT NULL,
    turn bigint NOT NULL,
    content bigint NOT NULL,
    protected_operations text NOT NULL,
    trace text,
    requested_at bigint NOT NULL,
    due_at bigint NOT NULL,
    attempts integer NOT NULL,
    claimed_until bigint,
    problem text,
    is_parked integer NOT NULL
);
CREATE TABLE public.due_refreshes (
    provider text NOT NULL,
    scope text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    generation bigint NOT NULL,
    requested_at bigint NOT NULL,
    due_at bigint NOT NULL,
    attempts integer NOT NULL,
    claimed_until bigint,
    trace text
);
CREATE TABLE public.grants (
    id text NOT NULL,
    account_id text NOT NULL,
    workspace_id text NOT NULL,
    workspace_name text,
    bot_id text DEFAULT ''::text NOT NULL,
    protected_notion_access_token text NOT NULL,
    protected_notion_refresh_token text,
    created_at bigint NOT NULL,
    needs_reconnect integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.kept_secrets (
    name text NOT NULL,
    protected_value text NOT NULL
);
CREATE TABLE public.key_ring (
    name text NOT NULL,
    xml text NOT NULL
);
CREATE TABLE public.looks (
    provider text NOT NULL,
    next_at bigint NOT NULL
);
CREATE TABLE public.schema_versions (
    version integer NOT NULL,
    name text NOT NULL,
    applied_at bigint NOT NULL
);
CREATE TABLE public.sessions (
    key_hash text NOT NULL,
    account_id text NOT NULL,
    protected_ticket text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.tokens (
    token_hash text NOT NULL,
    kind text NOT NULL,
    grant_id text NOT NULL,
    client_id text NOT NULL,
    code_hash text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.tracked_previews (
    grant_id text NOT NULL,
    provider text NOT NULL,
    link text NOT NULL,
    uri text NOT NULL,
    uri_hash text NOT NULL,
    shown_at bigint NOT NULL,
    content bigint,
    refreshed_at bigint,
    pushed_at bigint,
    look_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.tracked_resources (
    grant_id text NOT NULL,
    uri_hash text NOT NULL,
    provider text NOT NULL,
    resource text NOT NULL
);
CREATE TABLE public.turns (
    last bigint NOT NULL
);
CREATE TABLE public.webhook_deliveries (
    provider text NOT NULL,
    delivery_id text NOT NULL,
    received_at bigint NOT NULL
);
CREATE TABLE public.workspace_limits (
    workspace_id text NOT NULL,
    last_at bigint NOT NULL,
    second_last_at bigint NOT NULL,
    third_last_at bigint NOT NULL,
    held_until bigint NOT NULL
);
INSERT INTO public.accounts (id, created_at) VALUES ('019cadc69a8070dfab64f3177c49acbf', 1772442000000);
INSERT INTO public.accounts (id, created_at) VALUES ('019cafb4fd007badbaf2bc93daa76f6a', 1772474400000);
INSERT INTO public.accounts (id, created_at) VALUES ('019cafb4fd007e429eda1f7821aecc95', 1772474400000);
INSERT INTO public.authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('ac1ddecdff83a35ee92df0a5405c9cf045344c406fc48aea12be113f68417002', '019cadc69a807725b768067809535984', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772442060000, 1772442000000);
INSERT INTO public.authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('a9d917ab85237dfd152d447dd36b97805e098af0667b1a5eee29b18d6396ce7d', '019cafb4fd007f96911abaf25a4c98ed', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
INSERT INTO public.authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('61365cdc4e950341479f054ed21e0486e8d0be16f5ca4ca85f23f8be1d176f76', '019cafb4fd007b60a1ca5e6cbc1a276c', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
INSERT INTO public.authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('0e44e23990b9b6c62a5f5953f4749f75ba1a1bfd3d753439dbba7669ba373b3f', '019cafb4fd0073cdb699638724afd6ce', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
INSERT INTO public.authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('c7fc479053ad88d3e7987d6df6a35ea081e2c938cdae2c104c6141b107bf5bb5', '019cafb4fd007ea5bd2bb0887903cdfa', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772474460000, 1772474400000);
INSERT INTO public.authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at, redeemed_at) VALUES ('062f16aa26209445a4e2650a16bafb9569ab32b4ba698eca20ad0a4f31087532', '019cafc0f1cb7d74ba73d2dbcdb85045', 'notion', 'https://www.notion.so/externalintegrationauthcallback', 1772475243563, NULL);
INSERT INTO public.authorization_requests (id_hash, browser_hash, protected_request, expires_at) VALUES ('3f9c23410088939d402468e1e8867d58a2eac29db1584751316faf47dd35081a', '1b3c04dc699b451cab648dfb092b6445715722b22bb6be5a9205f46cf2ba38a7', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rOQlwHPOCDIgsJTHUKZqLWExg-mvaiKUpO88gyPc_CyC1Bh4L1i4z5qwrxuKc5HkHwYxk3BriJxmA4Ge887uVJyHT_CFtRtfh2dajH7nDkcq10E40lHDVbtdfxMXOoYj8FG4dsa5bDr1qZ0nwb6nRKBnf3vOCVw-ysyh5YCFe-0wkMXxQVR3anIhca2QP60fgS_WZYHF8EvLBppLG-RhqDlzpxzUZsq3VgvoQVtebRC3CofNIq8TyZHADxc_7fC18I', 1772475783563);
INSERT INTO public.credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cadc69a8072ec87b093afa0690e4a', '019cadc69a8070dfab64f3177c49acbf', 'github', '1', 'octocat', 1, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rPegRON7H-bY-cPNAvC3mOkChdwrugSQxVqurKLgKfgEAAoMSWqPbS-H88U7cahUUSFuCrfBXmcnvyTljfsP0STWF2uTZ2IL2vVzkQi1A6RozkqqEqACe2MPF8Fkde9Jkk41h_z8I0-VaxWZLu4ujnK', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rN--O-tV8AMlVQcnsgN5mVujYkgnduDBxSSWWPout8Zu2nXSsJMANbnU6rzeS4Je8qkg7DYVtJz9a9yu9INFEtpD2SiTJs1-3STPtMtPesXHNgp4bVjguMroznmUaYuK9-oewSQKI_uw0P1IbDnzlUC', 1772470800000, 1772442000000);
INSERT INTO public.credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cafb4fd00750bab9950487230066a', '019cafb4fd007badbaf2bc93daa76f6a', 'github', '21031067', 'Codertocat', 1, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rOHjRMVqQLJSqgq0SzIiriptuMAlvdOa_aYcMxK6N3P5KWJZb-v_ZoujwghztjJXv22_G4rebh7B5lNND8j6g2_oDGiPBakOJRTDqhSimg1_-Ym7OmyWSEE_9aWaTD0v-rtwiRjcjnNR__oYGkiuf-2', NULL, NULL, 1772474400000);
INSERT INTO public.credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cafb4fd0074bebe2812115eac0859', '019cafb4fd007badbaf2bc93daa76f6a', 'enterprise', '21031067', 'Codertocat', 1, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rMuxAHx9bo6COlHJlagwAkFEDwGQfuBLo7Oe9Y0kbxTZgQAH0Uf84SVSY-QiweEtekRFtctaoSbIBIdwpaxBdTjyetEyBEnA5hy-swR9covlslSi6_PToObmY_4j1Ny_pKKFSG4r4sA76i_amQ_RltI', NULL, NULL, 1772474400000);
INSERT INTO public.credentials (id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at) VALUES ('019cafb4fd007b2a912b76261d92af0c', '019cafb4fd007e429eda1f7821aecc95', 'github', '2', 'monalisa', 0, '', NULL, NULL, 1772474520000);
INSERT INTO public.due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd0073cdb699638724afd6ce', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'workspace-Pier', 2, 7757879026751158889, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rOzOKJacsSYkptv0WA7AJfrE86q40mC_bGaCBAO-g6Q4rkkhgH4lcrxhy4YwdHzRR5Q4d8PVtKCa5eii64YUFU4Nld0_42LK0pr1Dt6XJZec_GzKJ5cCJfKUbYGXr5MrU68zKSk4yXAiCgRlG9Pl-OfdvhU6ckERPcErrntiva-IwESFHuDi134WoMqHMruFb1sToBH3UJLOvrMZuYxxi_8tR2wiYxhH31_D7KbJhR9KLxMY0b6zlR5vv_ttch_pVvd2P31UIyIs8ZjONhMT-TiDp7YXuPZiKEMpECW9K7Q3ULjai-H7W23ExwODbudZ9EhSEmS_zkVGNDLa9KjqzbluA62TCzyGhhdXlyXUcYc2IFa_EWAgLeQqVGzaVhuERUT3CORc7npKpun-JT0FVvm9Grdi_I6oqHkbCSmncxDJrxSXhiHRiFs6ucHHnFsM9J9p6izCJoY0YY9_jiFUdLOO1bLQxVLjoua0c33ljP3cpP_a79WJxi7j84OAc-iEmJt0ctC-pd-RyE1WWXV_Z3XM4u7W-4GPfmK34n_jwIa_03DYIOjmAZnl03Pzrvn2MCZau1aIEnmjZ3b9-HH1sXTUvdeT4cM3wrk3h5vKa-EA3VUs4VFM2cbbneVrf6JMLsFFNLen_OqrNkxvN-8S8na5NcWVoLMzX6PJryik5__JhaiMQtoLYKz-y2mWa0cXk6PyEegtx0kJV-cKLIm4rVYkG7WZxewCXCRosQBGyeaYZC3F8-YXCKorfonXpDt1fusr_iniZbUCYNDnqfUjbULJ2ybnO-RCndFySPSC1jSVk_xDBKPjNz3khqf0gNsP8B74kvNdu4wMEWqRNAt2a0RhRQd-XVxKLc7AdVJUd_0GjU-NYyyTJyQkSuW2ULig0rq-HcuIo3US5pGL7IAQdQeBTKiLHQhkkwjV3pWmhN1uNDrwYQm9xX4uuPpRI2etlCwEJi8H8IeAsoaV3p9M_Cl9OvOA5Q1Ifl3ciBd-nNWuBI_geU6rcnBp15MhuOKZtii-KLmCsCAyU2CjKx9XUE01kvQ3_BMrLlgHtgaNRY7CDi4k9phlSF_c_Dgod0AlCOP_5Tva4p_mZ6Z64TpQN2NiOF_n1nnn7AENmaIhgdfTOl1InoB4Il5eppB6uzKxo8cbCWCXR62lFJPqgVfuBAQ0VPkv3D9KZOJYQWr7hPZBZfo6R-761dXECgYT_NxY9LXXsr2lqIiGPmJ6o2oToCgeBYlVQk4ThfPdYSaBDEmFvN58-ThyL8puvPyimJS_9AsehksdoLV14M5h1ocSHeyVSjQirbeLvpQ-Xy7b2DYihMDCjhtpH0zoxmtIUjrAhn6c6tt1dLMH1m1_P5mV0k28e82el9ggIvICBZr4ZXWe9tc8syDCxQtkO1V8aTdhHLqth3kXcKuaaZ7GvGGDC_-WGtESntijyy9LOmg8tSBQryn0Pp-ZvIpah4Nhp62tXCbyOUeOMVAy8uhTtREbRpwuVD0Cu2dNSwfA4FIcL7ewDyXKU1p7D80A706uQsE16Ziq8cutB9NwTU6eRPJkxSTgCRwihKbN60fLiXRYkz5SVrCe9cv6Evq2d-7Sog8S6cOKZsT-vRIT1Zc9qzJTVp7g4n6tqeeodHtaL5pNef2FNzZeopC_JUlAMXC5tP6T-37wUOY147PseZwwbaMKBLkVVhOKruyMB50_83nRda6ftOqAFF-NNo7-kbmxFSgV0dQ8qFh3Y170PjI7Kv5epxdKxz1-dEDeutPiE8Jflua0iNgmPS021uAQo9TvXSGfhGASU-9pY8VbyZCWFJRTvG0t1TuHkaOYecZZK-eDu-CPNH5Fp7XoX5mewlKnjHpbebbFFB0Ir6ub0qf1srF2iUD5wfTRj60x8uCUB6qp5-TxbwswIhd4sA0hbz-WboF701gXwugJEha8-FVc2YKPT_h3rPTYlzeyv1JCKtNw4SR7M4LG5agr_ZEgBK4o_v366esCZ3bYz3CUzCdNYAswwadFtZPQ60H03Z8F-uvm-p_sMkZdHpFoAWyftzxfypWl39yUALbT_OShspoedyIEFaxB8p0O9o8QdNh-6whlMitN_a6chI0RU_0sqPaCKCD3B-GM_Vf4wTMTxrmUsWL3XBfIl9ndiBNNEmNCkBajIoeug', NULL, 1772475180763, 1772475180763, 0, NULL, 'reconnect', 0);
INSERT INTO public.due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'workspace-Lighthouse', 3, -6476372492039866379, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rNWuHi1Et64F3-xTEcbHPw3KadTmTnb8uHbY65kpg6DF9XO7DRXD18AsJRab9rCw-obNDqsAm_gRvOXaF940AxixslLKPDojbnQybn9KybWAQWL6O1BXaLcV3ZViw5OY7SFIWPFj-lrPSXMUK9O6dKccVb7EZR0g2Kr5LW_gVJATFWOL4v9fWAmzTtX7yNHyHMLeYEy_LzDgBUUbq-DcWDFZvxljxIh_pa6owAlDYEKEq18rOSaAKb5S-VjxaeWJqSNB2St9BeYbL3kMVN_2puVuLXkeFYg-cRM1DCM7joFCyDSJsZCrXm5FR5b9VRlUskiuAHRiMh4GB7i75K3lH-NWdz-SzEaTR4xDREiW3nYnbL4AWBv6gShdnrfwkiK6TFxRvhMvYTtgIgEOXGYJj1l5nMG57-l-A8sNZxAAc8-TMBXgHFovVoFCOtWpqBW9KfCSHv0V42eyyZMsxaWxF8szIbGLU81iWXBWthW-KuP8IRqikQMGaCgmatRmYQ_NlyuuSpdUXRerwlYrUIeNs7GoJU_kwYSj_Ep66dF939etGANvhj18in8Qp1s8JC6y4YZCtyPMbhsmLzl0qAS4ffR2q9DPcCvCP0Om1aFmkMLxdVD9FnlAdm-OH-qGX0RuQiKguvugaSQUOKpWrCDRUsyekT4ZR_hji3GksvaNqr4PJRIYqAYPcl_RfVOHyLjebKJaAHtMG-NqISQcMAykbNwfNNvnG_sUb11RfTlBJj2uDR8SLAvpiXRKVG1SPw4GmaVo9D9DoRm8fmEJZ3HNEAFHewXdFIVcc0qgeiSlWwip1Ku85edg_RN1chowYAT9tdKK4d4d0QIjqyjf3AhL1Q_oeLNYmtCnQFIxKFja6zkhfvpEuUlZocDBfzv64pZTZsySYmv3SyJhSSxWq2M1BWaN0q8R9-QSiX7kEIwj33tN2vTZRe_bFffAOILFPzkSmJxabcAEZXAhVEuGpITMZGf2R8IGqmmHn_gOE6kjGY1xRu1R0gC184hVdKVfA12_shYabqxOANlJIXQBg1it84GRZFBvMHFU87xlfa_IcGuQN9Br_mJP2fJAYVEI65Ioi8YKew81K6mGUO53UEvwkehcy5unorjwNBzO3ChExiyW8-XtKWEzYelVclwpJnNK_jDeWUEAPbWjhk8OqmPMx5PVWD3hsnEiLrBN1Pr7T04sPmHjy5vhsef7i2SHI701l1E6YfxaylSvCMcPprgqKvx6okLyNZLTrc-Bpq83cebIco_BSr5cSBQaTu6tbj1KF8S2eSwvZngXulnPl_OoQ2L7W3koPeK8O2Sr4Wcqfog4mrdsZsb_asfl_torRgFkiSDjjSRN6idyIMBt1UpLctjTqX-RPWcHmshFSdB2VdXgigUSpZewv4lrfMu2Eyh-SPou0et7sd6PnvOpemFB9G1VFdAIrwmuTgjCCnpWmKKYK6s2F4CVRW_jb8tAmjkqR3wUMXQHgmlcwBUd_r4Ka2-VpBUruqC8MjniBngHiyL_x_SjEZSeRXDiI7O7ca6_BskveQTh0zQ7f0zNICzONTGDgJ_V4J2FyrOXSseKOHvWP-Dj946jtFP4Xp2bcIEMwVGF5-KlO0VjsIl_9ctAFQyG6njwDf_ecMAu8uqW6tcFAVdadhMnPTItWuRDxfECiIKD0EzrlTqxDUIhJaxe-DOmz80WbDDltMa-sxP3UVDgG8yNrCEELSFsCrZstF6If2pEJRRlE-F07H6QnuarJPxCUDFhV_Mimb2EOj5LOWnLoItlJcFP_BUPgNooZFfwMwdi-dkfOPriBL-sbZu2MkOB82ACo6150ta63ijGwjFedlud6fsN8B0OIl6E6ipEQYK6l2aCThTETM9PhQqnpwzQ41Bd4WuhPTsWRib21eeAncyZ4VxsRaUyamzsonzl_GHUJlMaaWDP9P8pmVtoUXJPWa1CQtqImc-Q1e9UbNwoYmquZU5_79G_pLXs6GszE4gkkw5fQMv2vOnmmV9Lcky7TVMrXAL9PKqQikxrMWBZDTHM1LggODdfFJBI6ja1eaPk0KykYKro5ZXtAj0PVlaIpKrr0Ufj33eTENAb2hdNlLV0Rz3stIdhmLtw3CELNGx4c1PD1h-zNemrP7YghIZr2xpoMe57ME-8oXxkhG0Fw', NULL, 1772475180963, 1772475180963, 0, NULL, 'rejected', 1);
INSERT INTO public.due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'workspace-Lighthouse', 4, 8669374572253511841, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rMrE4LwJRE0HVEyFAxWo924taOvUdBa0aQYamCqYyHy4OSnXsZ52FdvBPmSke3w_aVYFfnvIY5_Ky6xR0GefOVXY5n3fE66q_7-u9TI43IstuA7m5uU9axY9oco71iXW2KMLbzfUFP2b0BqBQsIno-R64zOsDderkTZqkVS32DJCeBj25CjLtbI1GS3bs7Az0I1W6pk4PJROiH0kc5p3UGJP99FGn0halYCRGHpxztxBDt1wStRQ1sr95wdmaTB8Q2Qa1cFz1wdQP15mT4p23Lo2DuYhOV0WT9mEHVb7YRX6CZZe3gdNFdw9qmh4l5nOa0D4_IkpKPeXuqmujRmj5GHTgJKiyadf053bcR6j0UGY1PkfoWrfZkL-Xn4p9jlkEGyUFj1K8EuGp7-57LIaiX4nffNCdo69WzfBCYiwXqVg5YJ73O2NrAwLUeUZBD_Op0qGdJBTo5nkWeP-2dm9Dpi0hc8wWrw6_4z3GNsUM6jihKp6_2WggBCCkVSLJW6-Bo2gMXSXu8E8ybNmdxnvxhI1tfSZmWqbfuBTGw19U48StRDgld8vUrfSuUPog2CH1yjTdvAyJedFnzF54Tx9wIJQCpAIH0FK7oQTYk5lYmp2vgfOkRqiWgVcdgWp_2KPpPDgGUoMosgOYGKgnYdiLX9snlbH_ie7mBQH3v9l-f3xuJelVlqVPk3-aWQKceqF6XZi6_4SOUoVgmFhzfCFPupJqB6vqWDTb3C3tcTUO5JZhz2gVeXcw4Bld7CM4rE5u-RXo7LkeEdiVgea6xrqW11RDarcYT4g9yaUnjP340ur-ywk39k2OfWvFlVLVxioY0nUwWYJTI5XGBXvOLFNzbiWcyvHaW3cgD24NfZksOi1wblJSmmthMY-3tkA-0qLu_AJvKsjtrBAPnK1DfleBCuRh4J4bSY30r058Q8wAmXH4mn_lQMyf1DdJ416mssSVGOl9IFKAtRTxUBhXq2t_lH4pg_5n-DxcCLJkQXIo7FrgQSNviukOpt0OEyZJARL4dy2aab-ycdAyrb3M9-pCHolCUNADdBStukFfvXo5jbkthhc9S9cUNUe1PmP2yIEkCaBHmTNvd2DIBFQQTj21HbS28BCZDponVnslVD0a3_P-aZ3wqM4N2puVqFHfsAVCc7coGdSXpFooEofCCUyWKY0xfHcqhF_pB53FWPSAd4vQuHAP1wHomY0DXcWgvZx_GsvvwWIbNP36qMxlVuQNYZP3pnm8JIezGAbDWzo-VMWWuHJrA1aY2XDt4q8oCEfZPd2yGqHRF0j208ZH9jPpnF-2eLGbjhMudTIVYONggDJ9h6xZewviv9AIWgAbcZLsU2wqr5_E-pe-H116r9mF4nLW1g_C1qLvFt-Bmzmf7jKWKix2RjCYJWMshfWoGgZljqvKsL70C7E4kaTxcwR6LKqkkMSlHYTCowPr_sERU-7Pf8uzLDtZ6-oCtvNeV_FPGxKRyUl8S3IihnT4FuU4Mo5y2UGn8gni3hVjMlE7besZmWPULHV7TXgGUU7zQXTHl91wo8RUEGe5PCotZJuIVQ6MOP_1vwNkCERGGponJi2oG5GlqS1LWsu7PHRhVd1Mj_BmYOjvF2gGD-FMxTLUTt3MnNRJBLC4a3CDvv61J9jTM1madbk0xHn3DzESy-SF-6JYDP8boW1-LupWR4CN8Mrk6An1eODsuauTjiZg--553uTVaGDDjsIIuq92ZT_IQtsiZYgjU5QgG16jqzs76Q5A7V3grjUurxqwuzohupzaotaVdBRF_sOy0tb_RidCsZbGa6hoHSEG5p0TuYdekq2Ofss1fMNtD5RmOalywU9w4COP6nv32tC7ATPNoVcvAVe3u7iNiW7RRgCFNLR7d2RuesKmB9elAviMxrmwHlM6L-aGczgC9Xrz5YBVQi65Gv7skSnug1u_-YJdPhrB343IhtGRavc7xkcVIML5dj3Tf1_58QT-99G5rsH7IQ6pj8PgA7SekooH-lLMse1H31Y5KCANYrAtQ_AmKA7k7z8huTrGyH55e3qsU4NazqyqVayIr7TYa0qZCLcdAqKnqI_9esW31KLyk11TjDR_YdxSY_Cm3s7fmZhg8EYFbt7YoWbR-alFsuvmkQjknFdy21CL2rgeQngHfwhyOCWroVMw', NULL, 1772475183163, 1772475183163, 0, 1772475203163, NULL, 0);
INSERT INTO public.due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'workspace-Lighthouse', 5, -3459745931831718554, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rP5E8yzzX0uZyR-DZjBeKGdKZ4JH4Ibxrka_Id4pdGgvMzHZYKXHqNdRhYNayWKs0orDpRjUOcLua53tMNftAY5PWeWYKduarmx86bm6PTS0GaSW7xhlyv8V1JarmmxIymaDdmEbm9krUIDiNFXs5JuBDdYp2eF96wT5ljGUP0z3JgZYDgCPdjocjZ512sYR7buFmrZIHVKTvfK-mS-SC6ctSLoqmFjGvHGKmI8h9j6KPGI5ZSlOgz7i17QVIvCDSsHFaGam9fuuTSSJn5oREXh627M9iqQdVhT7-Ja6hATSicGXvFILJ9-p0taWNiSfrnE-3OIpB--5bG7G_JlCy4NNYAaT1QG_FHa1ScuMHCv3w0vSeuQnSET0r-vL0rVBAaqmCYoWG8oTlKfZyFgOmJvwWwrdmyS0jGew_RX-fBX32O29Jo3_hj-Zf_pYZnWuqWXIS-L5i9i_l_Kd-I5YyYYhVanAupjYMnQ6_pPy1oUNngqEjQvUMzkFuNmt4naK4HEBi0Aw40bwuiEC4pLBOqWaZ7HgSjpbw2UneczqZEc2GRb3_DRx4OWb2krbIK05XiN7CWnNkDboobLwFckB_z6IdWeioBPcIY53qHTpEGA3DDitaYkIdU8OP2waCSvVEtEBFHb7FXk4dxDaq2F0Dp-8U4Zpgzd98FWhwtfc1EtUeXkE_O1SsT5yJ8zR_0h0Ha5npxawng42gzY-n6QxjhOwzoyq1_5bFesArXYBtY8XHOMhwV1itGdwFsK9IHYOLIcCQI_d5WR3zHUr4OLBx9tiXTYXNU0RpCWOy-4ux2KxKxJfHIDvZr6eGo8Ov2H38IrHPAMHIuH_TEJDfsZgE7L8aYwABnnPKE-f7kUy3Yn6mIF6rQss9eRvmRyXrKuliJ5tsm4pZ1SVD0nF3TIulKAOhrfLwFc6N_Kp5Q8qMg38xeFIOBZgfjnYJ1VoQMRAz0Rfp5IXLWafEeOdRRGkCJpq216meavSVnqzDZnJ0n7AEmceeLh-wVZ-f-trw0vUKLpgV2J38XVdI3DWBeiztlu8NESYdMtZKrtllUX3v6yBuwpZjZ0Li35QK_9PsDg9j3d858Amg956WyiTibYfevn-naUxw6V0ylbcvEzLP2rvck44CumHwRE1rUUtwrVpejKt9khjQ4vOBVAa1Vs2kJjmWcl1DCvA_YnqtAZBeIAdWZ3cpwycL77DRsI8V-cIR3VCjsFFpjRn6HZx-M3ASFx4gY4WfMKdgrT4WZ_pbLOc611Osoh-VA30EMsyepWVbKnItXAQon8hdpDQgQbsygEX3N9ch6CePQ9koLyZJ4rcrlIO-Ekm7k_gBWJCZxoPT3LipRClAy2nHkJ9voIAhKek06gCL4ybOBScTPVUo-JKRF-crxc3mbu6_g6ny2NLGrtDO6VATD6IcfdyDLIY7ejEzZAtePds5y7gREo0gg08numc5l0vO_Ej27FdipNtmtIz-2wS9LgCrXMn3auZWmPhnAiZtNNs_1_9ZCu1QHUSxJYsWpZql9AWSCTbQDmcrCCkjdfN4KZkNl_mntQZ9B95o7mD4Kk9prbs3mdi-VXchyYGYCrSNbp618DPxltM_FyrT8P1bX-Uwdzr0jzibcv1QcNEToYiAYtBTqbGWNhVoIRyTcFKgXQjSPs9cYO4Kkg1xYo2XCj51KYoDGR8INon4Dz8cVBOvM-Olpv1gRPENmMhT4Dl-qzHPhIB-0IwNJqsdBp8IpqTjgwPVH6f-O83w1hPAO7HPmfW0iwxM9flw8fS3yMZUomHv_I3BNJNwlKZBK01lHvXUMx9OqBEWlupVjWKCNNUFMF5Tuso_C3GSFc9Vvr7EpzIK6bA_TLBDVTcxHIppANZG7fmLJRuwt5mdCukC-qTICjM_0xQrvwnxMqt-8WpINq1iL0i1t9xWNaqU-TdB2cPwQvuPBNbVUqVMiSWHsmPjNGVMDe4Fxwz9KUdKeS2kx22QYJ8sOB9a-x8c8_XVbrf3clXc4nwHpzNIAhcXGigOlRIRPKSBgmgWzNoNyCjrurXyRtF3O08xY6j7cbLVOYS--oZgnpgi8SJk49tzbBVPsD0pH48typwJZNvCzYSrU7vK9wUsVUwmh1RZdM4xgARTvgFVWqleJNzUOHhcyleaeuP0YrQCnzEg', NULL, 1772475183363, 1772475184500, 1, NULL, 'unavailable', 0);
INSERT INTO public.due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace, requested_at, due_at, attempts, claimed_until, problem, is_parked) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'workspace-Lighthouse', 6, -7509511126180373441, 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rMkQSvrTWPccJlLID7wlhErebgvUBJhbig-OPZimmbCNNX0VidnI7gLgXUN5frqez8sEHeUH2xtU5H6pQWGuc9s69i5O2-SCV8qsSXhMmhy5_Ep_opTEMBIXe38dNa2U4fuzJr92lD3HoBhebPkDfK5LzZRK7BnXJbzViaz-Y-mtN1FCqixzRkrwfh1UKEC4g-UsZLw1QFQeWMw0VCzeKhQARwyXeZCJR4XB2omcmqXEiDEsrAslwAK07KBJm1eNlC-UOoXbnmzvoJCmZ_4cP2IW7QkXLMpy-KRDP0xcd6bH7qEXVFxpY3Zqf_ZxfDc81rnM0WSBfhAZv2GFQr6aYKraWvlVElbSwlLr6g0Jo3_hftSETzqSg2z3LpYFXyqNS1Vciuwdip7AaCwvAxkIuJXOFYL1pEJGK04OgjqkxzkAsm9O9b6DFRW0Jg0DCUm26MFLGlGKiH1pLAkPVKRG_zK8cMszBi4iaJI7K3guREslOdtDmFRoK_jjRqF9Ukp6K77E0U9adTt-5t16kivlprSX6gTtAiNSoIQ4hdpEU95vc-R3vEFhT1EL3OJmcRsp3Hqn7Ctni-6Vt82P6kkJUGM--L4y4fQ_txXJnIJ4M4ci-iFNqvqyd7WNkF7LFCX_RbhjeYkJlNIlUssRbPo4vGvyxbwHkIY0j0UsF923n9tQjeN9AKtTIp5mKXipzc18z5kDB3Ypy2tupP3K9ViE1KUfWSxZ01HBOkYLzEtowpcyCxkyqc0vTI2hXjAt82IGjRgqbChCeYGrCvZTD4ibwpMH4TWNL4_EvtkxYZgwZHd4J_OJrIlPYOywXwAbkWpzgPBKoqwfFNqpV-50YYzJ-LGVdNLS3Zs9l4jvkYVzz_FQxmn_q829cCNuXDO53c1mMFAeMBJvwUfd698SJo-CFDjVagij80xdmzdpBGEb2jORJDXgFC9oTT5_npytsbaambPS1JlUONfDz7ure9twYs8uCapva3SER61_NsswNl9I0TQ8LujAphRHUAsyoUf7rzxxXoAGn5VN6zbK5elYW4UxtPRXJV8RGeJ_qTZkHWVTww_BA4rMBS7C2hEVqdZoPmrcmSvtervk3Kapb0mlQRq-fAKdNNipYT5QjrMNefyBp6Jvg05C5KdKUlgWvn9wKI1K2XiIpzccveLxw2q3XpZKNxr8x92zOZsocdJSbX056j6oCHuD401t3dFGQ2EiUUWWAIGsDW-LSQvP-tRki3JWp45fCPYt_GlHd50jYlk2nl9oG05ZEgL0XqX_hp2gWqouaRkjYXHkxVLftMPO1HeYL9VMXWwYMQR1UqL3Ek8Cu-E1iNI4lyrk1LqffOrLu1HLgMEatwZPCjWTdR8qsgpdf8VRjKkiv3NXsdp0GgHjdge0I42TcUeToQzBvu5PrfKub1LU3QEkdS0gJeXKGj4ur3zpQg80w0DghabQ06rxKNrB-fC9MN99tRCLqQu9gQ-zvl4aty1MbYeglc3RWN7qVtU_sAXx5dzKe-HZS5azs3cuI3oxhaeFfpNk9PnkIN1zPlI9oX9Of8nN75VbOfGxlcT4UhnWMCt8hlQniVjPJ3tIlO08QqCmc4cHgaz_9VU7n_bEEXDJKkZH-YvjWtkdkxGjV5UkdKLcoQSB6RbKnr77YUZShfaPgDcFQ5KTXHtCrvE71sp9rwF8_O7VS9bNlkDaB9uX7_Dym7kEQkYQ6-5wcSPxEN4SQJovDdO-R2-aUpaZr5IhFbHFnRcZ-c-VSsJ0V8OY70qBrtXES3U9-BzE918s04TxD_sYruqGpIA6aa3ItimLkRe6wzDMDd7g0xxlX8UvcSoTl8KlheqgJnAWp04RbZkvWuJ2OCmEsWE72WVF4D_6AN4jLZaHo0ib792Pm_Qyb2j9WgtMFQTVkcaKzsiawyHtGrciJ2L9SrgNSuLC7XrGq9JAYHNx4nokEvktDDYv-TydY22b7fCyI6RsygSWU58E7C9usJDGEBV65tVGvgUvjgbtCTPQUr5ifDRHTrDlUMKwJa71xWlMrA-iXS12AITkcqBfto8-2zwYiT4EzvZJwH61LMMZ5wav4PXB5EIUdAqHREGSxcohnwaDIsDk6nMXhJ03FRWyH7vsgVzLZ35PfY8fEOLZUpIZcB3yyVkP4YbfsdoqOQ-iQ', NULL, 1772475183563, 1772475183563, 0, NULL, NULL, 0);
INSERT INTO public.due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts, claimed_until, trace) VALUES ('github', 'resource', 'repo:186853002#5', 'expire', 1, 1772475183563, 1772475184825, 1, NULL, NULL);
INSERT INTO public.due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts, claimed_until, trace) VALUES ('github', 'resource', 'repo:186853002#6', 'expire', 1, 1772475183763, 1772475183963, 0, 1772475203963, NULL);
INSERT INTO public.due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts, claimed_until, trace) VALUES ('github', 'resource', 'repo:186853002#3', 'expire', 1, 1772475183963, 1772475184163, 0, NULL, NULL);
INSERT INTO public.grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cadc69a807725b768067809535984', '019cadc69a8070dfab64f3177c49acbf', 'workspace-Harbour', 'Harbour', 'bot-Harbour.octocat', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rPA66ZSsi95zBC4DJ-IsCFe_mcONWZEpEGtNPVx6lj4EBavmFYY3B4UcFTxaqXhcvaJDbbwyxuackyncEJg-_GCGE6ENLRt_0x61AhqHI7vRj9PlegF5cl_wY5GykqUzQk', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rM_Z6yYPqHR05mtJf5XZiM3z4E7hY5UMENhGSWxnw5RbOC9K6FYbfcAmK27CWYFPIaG9Hqmjy5AzU1IPmLMPzGyIi4DKHtF2-NS0G9sL8fZglnwetZV8bQ0Dq2uIuHlTOA', 1772442000000, 0);
INSERT INTO public.grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '019cafb4fd007badbaf2bc93daa76f6a', 'workspace-Harbour', 'Harbour', 'bot-Harbour.Codertocat', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rOK8bhgbdl_gQaGlH0hpRwDEUKpaNbaRNEiTBi8beKwk0To4Gsj42PHbCODKbdzJXeuOS__5Zw6ZI2DMzevw1Y1DcRNoHcAKPLo5lGN8QEvLOY3iaVNQgR7ao0grwgS9Kg', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rMdHkyw7hAbDOmvpY2ThkJZz9Ib9DfM7FmLqHl1taaSbYp0cL4wqJbF4GDlszohd6v6FXoSuMeqL3HReyWKPLSUWHT2xRrFoEjZu-8J5mCg5BwS6V1RzkNAYpXIrbvKsEc', 1772474400000, 0);
INSERT INTO public.grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '019cafb4fd007badbaf2bc93daa76f6a', 'workspace-Lighthouse', 'Lighthouse', 'bot-Lighthouse.Codertocat', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rOo_ts_1iprSIxOjeMchQ8C-lkWnnmKC4wxmRgDVImoyUKssL0N258d2RriOaGGz0oSbXyIP2BD1qbK9JqwAWQnoVdkWRPrvfPuMpmVLGwao4dTpf8VU5HN-zwWLd6kbmc', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rOcuyMjyhke2noZyRyFxaYCyPD20lhoJMtILibXpjUPk8_nVgVbNWpxTRTs1dTEJA-W-k9abS6Eqfcw8ijVNb7mSjD_59A4A_MuQBJtOSTBLZUdAqfiVA4f5q-1yFSK9_o', 1772474400000, 0);
INSERT INTO public.grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd007ea5bd2bb0887903cdfa', '019cafb4fd007e429eda1f7821aecc95', 'workspace-Harbour', 'Harbour', 'bot-Harbour.monalisa', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rOq8mB9f-F_ZQOAtIijVwoku5eXyj9C-nWzb6W12OYF47WxxVJSfLKsXXBkNnTWL_U3xBaqW4M2EBEg7JmgaxkInFSShDxVlxolRRAy38jlg2GUrphVs_l3F8PNDUu10ZY', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rP35h0tmVZ6Lm7Zkd_Yx8Zs_Pyh74_KoxoSz98J5i69geHsJw9vpknx3L5J27JEuzXqjiOzibEdP23nTL9XWMNm4-wXKM7Ew2IKO7ZRwgXFv3E4bpvjzhRIgXED0PPUZaQ', 1772474400000, 0);
INSERT INTO public.grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafb4fd0073cdb699638724afd6ce', '019cafb4fd007badbaf2bc93daa76f6a', 'workspace-Pier', 'Pier', 'bot-Pier.Codertocat', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rMBOpGFKP3w27Jv4vIZXbWIHulpIYCQ93e9QJiVM-36fTJRVbqwoX7YR77N_BG4FAswDMVN0szM_wpM3q1zWZUqDMBr6ljdNgQb6dX9l0mZ9NVzRqf_kpD9r-RZV9-oWZ0', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rNX2eJdrXLzmhAfaVe3YCUk85xswlWP83aaVGhqh2GnnPSmhU8IJIMAbr3p6E658w-q4F48FEazCu5vaG1J8flpzErvDHhTLLQ_AQ2sU6IW_81DikD1a5rKalCtHx8aNCw', 1772474400000, 1);
INSERT INTO public.grants (id, account_id, workspace_id, workspace_name, bot_id, protected_notion_access_token, protected_notion_refresh_token, created_at, needs_reconnect) VALUES ('019cafc0f1cb7d74ba73d2dbcdb85045', '019cafb4fd007badbaf2bc93daa76f6a', 'workspace-Lock', 'Lock', 'bot-Lock.Codertocat', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rNbe0U0jMeuSLogkkGZqHJdaA9k0yxitmnCOgjGKGQc57U8sUUrEKPpWhsgoSfzVPCONGSRpSNkIe9Nav7B1q9E5qZwe0RHmF3ejEpbwFzSrX4mTD_l-sow1BR-yaDMeqg', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rPEUsNZC8erT2C6L3Ui4HiTdZIY-vo4rtlqU72iGdaDEnTduAB5ViCVpV2suMT6-cuTdffR05LZ2skR-2IGrXj09i5mFnZ96khlng5RXEMd4dOFxWgpsjkx_sy-cPOrnSM', 1772475183563, 0);
INSERT INTO public.key_ring (name, xml) VALUES ('key-2f8be6c8-4e89-426e-af9a-40223ec1fab3', '<key id="2f8be6c8-4e89-426e-af9a-40223ec1fab3" version="1"><creationDate>2026-11-28T20:53:04.9443898Z</creationDate><activationDate>2026-11-28T20:53:04.9443898Z</activationDate><expirationDate>2027-02-26T20:53:04.9443898Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey p4:requiresEncryption="true" xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><!-- Warning: the key below is in an unencrypted form. --><value>9QHknLmzuH1q6I9SqNnVddyI0Cw8pPTz7Tu51DUQWdNEv2hwRMGDdvQBh2CggZgE7YmVOdMyez3N7R8B1EdGLQ==</value></masterKey></descriptor></descriptor></key>');
INSERT INTO public.looks (provider, next_at) VALUES ('enterprise', 1772475181000);
INSERT INTO public.schema_versions (version, name, applied_at) VALUES (1, '0001_main_path.sql', 1772442000000);
INSERT INTO public.schema_versions (version, name, applied_at) VALUES (2, '0002_webhooks.sql', 1772442000000);
INSERT INTO public.schema_versions (version, name, applied_at) VALUES (3, '0003_pushes.sql', 1772442000000);
INSERT INTO public.sessions (key_hash, account_id, protected_ticket, expires_at) VALUES ('238d2790e79fc4bf3895f5d88e01e31f600997813b5b33167655ed7be6acd8f5', '019cadc69a8070dfab64f3177c49acbf', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rMDBDOjLMe5lJRL5eXKYjTadN2xcCtKJY01vrrGbR1Xoma8MBjmxb53VoqMW3o81Qq_klDKA93cZc7k2z9UgPyPdiR4NZfrL8xRBZf2wVG4ncnmvagCXJL2IEgCm6uortP515I9NZKZeSG1gh0tJt7KNm6ZPtqcsSWa5foeAkJAYXL1zgK7k0LIh1A_c9OerPaxqzM_vzub68TtQt_GNguy2sC-NexWRI6RHrmz2TgdtEgXfol_gw-ESSyblGf6fx3kV9Bh1MNAdieYO_yVd1vSrD-MTpJ5AY-H8CKDRyJVTsbaniHJilbq0OtbYp7Gtv7b0sk00TApZH6PBAXDbtlg9g3U5XESDxD6jW2WEGzpmAE7wivWEbSToCzcLdQuxKdH_WpHJUZ0QPCGvfoiQcVe8xxlan-igM8yOk-appXP8kB-aPk9gDh27MhDUoVUXlYsOj6MegFcqQd-0Sdhxwtj6K7IPjfNj3DflcKAdXgzo8l2DRSz9sUuUOKkNEVWM10P9fejs1-zMqkXdvLFCtB5f9UYy7DA4CZWLUF2zT2_HHrdGwr41g2UpZVEXrSjUTqKNlxI-MObBLXwY6MRLYot_RCwr7i0qmZYnhYZQboIEasheLtddKEejn7-mk2U2I-y5x4_-ZY7HBJz7Kauu9GUViOPWIP3CSjjzTgsrfUwaN39E37rL5GxPOlYCJpckx8', 1772485200000);
INSERT INTO public.sessions (key_hash, account_id, protected_ticket, expires_at) VALUES ('279e16ad9cdcc6410c4b1ec930b53bfb50609f969883a823de8f29c57defcd58', '019cafb4fd007badbaf2bc93daa76f6a', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rM_J7OMLPWCZqoIOky6m8d2WRMgneWlvT0hqbWjGjalScDg6Yb1rdSGU34uqED4HKeTPSjsgQbvFBbkwWqfKTx_vwA7OyfBqnYqaQ_UMrQEmTlTY7CVgGq2-LgC8yrjf8R7xgGHrGnY0yTCS4mIkGB9Lyc4rJxznvmX4xsh1F4Q2hMrtUXAguudaqR0dSw-w06_w2HLlghHiZJcss5x_TpdUigSzekXxtMi0EdEgYN_pynaeC095Y-2TZ49DSwxIkos_6m4HTA3jJ36IIfRcZTQRvtMRxhT0s9TDm8WKlgTr9xeSmgVCrIO75kOOWd8z-n3sXzDy6_CBQWYqAWSBPhUgtmfeVwa5YeaOgnjRz4_baOL70zcBFNC-II50dT2AN4YNqJqhoTFg5xpu1arvOKXFg1ZYtxu80tiLhMPRu9kb0gk838HZdqeVmkAn4jvvVUAg1elCs4ID2sqVvS14Klz0jdE4KA7vfJdqcp44kr-wkTzb9EiBoyKTy_gUEQOzYmHrp-5kpJh7DrsJE7ocZnoJF1Whn6pBS0KvrIEQAxmzyo8x2EzupJl4Rr0FRxkWlNLsCkN0076TB9Hks9FOKAL-XeFiltXGJmuBhVsxM8E-adDzp-TPYrnuYsPa7oUQVl63c9fcjICpR9Hgte9Ovq0Ce56vmCBBP0VItcOkf24lkia6Y6bJEYr-yglsS20Amc1DNVDjM7q7mqXUqte6qJKwQegrXOKpJBq3OfD_I7EKSz_yCC7f28iOis1u0Kd1khrTgSxoHQ29YuwVCWWhGwUWR4Yd9pQJzuLWND5qI5Yrw', 1772517600000);
INSERT INTO public.sessions (key_hash, account_id, protected_ticket, expires_at) VALUES ('75b88e20a93138703cb580e4081be355f4f705559cb70ca16976565c87bc7a22', '019cafb4fd007e429eda1f7821aecc95', 'CfDJ8Mjmiy-JTm5Cr5pAIj7B-rMcCKJeAsu6EjDMZMB3Bw7zk4HIKOJhCFZHyR9a1zcZGrwmfo3JFILThsFZwDQHWHfQsXVYJCTci2XH4WXNbWVz6XJlikDdLSlD7tufbYmrhUK20KJp8QiM9r_FxmSMyckRFgKlfwV6pv1ja1cLbzrQPJChcglcioFAt7Mt5njxCcWN1NabPrKjQMNmHzGcLhpKX65FvdHbOTr0mQ873g5qhx8c_lUJQ7t-7FcNw1TLLBXSUq5RXAsWsFTgAzXGuy7ERZ4Jws3of-g8VHdlTLMFEZtSz4m4j5hsgDI0OPvJMx0A5_oeOqfHyxATXDdFifQYLdNpTBhMjQKcucMdlcYGf1CsyDDb5tWfN3Z-VFx4x4_V0h5WznrjwLn3R2KHqjw-V7XH_wwjmQQBXu543a6hxMKhuDIy7KvTnDIK5-Jbfka_66YQMVVmCi6PP_MhCqjbRXrS_R5F8nQ9kIyWjhQPEWGsDOBOcB_p6ZOG9wt0imWUBJf5ERJG2q6y4dYzYWGpw_MOYe_KzUjc1VeTkSBKihnnMzyx63-OXK7Nry9HwyZ7x1o7hKSXmJCaKpvz4ia_QSxdlV0wmWdFCmAKpuDsZ6-FYOEbjtZ4OMknZLSIxONxYts7QnaTnoBG5uBPxL06RwaI-QA8H6bh2Q7hPmHs04WS9h6jK7o9SNhLwDdrx4c3A3hU65alSC-z9OYXooM', 1772517600000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('f2cb3797b62a3c0ad375750a11ee63cba93bdb7ba61ef5be3af2390e36d1ae14', 'access', '019cadc69a807725b768067809535984', 'notion', 'ac1ddecdff83a35ee92df0a5405c9cf045344c406fc48aea12be113f68417002', 1772470800000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('64298d335655bafa006277e8cf9bcf33bfc9416ba7b7c288d8668315c5029d66', 'refresh', '019cadc69a807725b768067809535984', 'notion', 'ac1ddecdff83a35ee92df0a5405c9cf045344c406fc48aea12be113f68417002', 1787994000000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('0cd888706bc5e49187890b6ef8da461333a1306c193fe2f77b7962875ce8734e', 'access', '019cafb4fd007f96911abaf25a4c98ed', 'notion', 'a9d917ab85237dfd152d447dd36b97805e098af0667b1a5eee29b18d6396ce7d', 1772503200000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('1e10981bc82244beb3a0dacb1d25c6789ac94ba341f7955d10450107e2315860', 'refresh', '019cafb4fd007f96911abaf25a4c98ed', 'notion', 'a9d917ab85237dfd152d447dd36b97805e098af0667b1a5eee29b18d6396ce7d', 1788026400000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('1a05922e8c5ce6f85dd2602245643adc36a3fcc1e4f74fb7beaaa8cd3016abd4', 'access', '019cafb4fd007b60a1ca5e6cbc1a276c', 'notion', '61365cdc4e950341479f054ed21e0486e8d0be16f5ca4ca85f23f8be1d176f76', 1772503200000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('848f364d0d3f6a242db89f3bccc5b42889a2b4295d115206f06f7a85e2f77772', 'refresh', '019cafb4fd007b60a1ca5e6cbc1a276c', 'notion', '61365cdc4e950341479f054ed21e0486e8d0be16f5ca4ca85f23f8be1d176f76', 1788026400000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('9ccd290009a1e64c2b8fb36fac3d38b73747a3de5ea4ffeb1f7a0c7fed3d4d32', 'access', '019cafb4fd0073cdb699638724afd6ce', 'notion', '0e44e23990b9b6c62a5f5953f4749f75ba1a1bfd3d753439dbba7669ba373b3f', 1772503200000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('d69954fc2f7ff20895454bd241b77fb4f7b414d3cc2edabf0d05a74728b215f6', 'refresh', '019cafb4fd0073cdb699638724afd6ce', 'notion', '0e44e23990b9b6c62a5f5953f4749f75ba1a1bfd3d753439dbba7669ba373b3f', 1788026400000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('b72d4e1aa82220b109c8cbbdaee7498d3f0e20c0cea29747d2aefaada192d542', 'access', '019cafb4fd007ea5bd2bb0887903cdfa', 'notion', 'c7fc479053ad88d3e7987d6df6a35ea081e2c938cdae2c104c6141b107bf5bb5', 1772503200000);
INSERT INTO public.tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at) VALUES ('b45ebe15fdbcdb3ec767d6c75093fd7c25ce430816b506c3447b701111d1a83f', 'refresh', '019cafb4fd007ea5bd2bb0887903cdfa', 'notion', 'c7fc479053ad88d3e7987d6df6a35ea081e2c938cdae2c104c6141b107bf5bb5', 1788026400000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cadc69a807725b768067809535984', 'github', 'electron/electron', 'https://github.com/electron/electron', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 1772442000000, -8547465557228343769, NULL, NULL, 1772442600000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'github', 'octo-org/octo-repo#118', 'https://github.com/octo-org/octo-repo/pull/118', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 1772474400000, -7596019857345068306, NULL, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'github', 'codertocat/hello-world#1', 'https://github.com/Codertocat/Hello-World/issues/1', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 1772474400000, 4120753097581946321, NULL, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#3', 'https://github.com/Codertocat/Hello-World/pull/3', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 1772474400000, 99952577812546392, NULL, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#4', 'https://github.com/Codertocat/Hello-World/pull/4', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 1772474400000, -3591922721672492475, NULL, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#5', 'https://github.com/Codertocat/Hello-World/pull/5', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 1772474400000, -5646293909133194398, NULL, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#6', 'https://github.com/Codertocat/Hello-World/pull/6', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 1772474400000, 8263250792066854900, NULL, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'enterprise', 'codertocat/hello-world#2', 'https://github.acme.example/Codertocat/Hello-World/pull/2', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 1772474400000, 995190112833458614, 1772475180538, NULL, 1772475780000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007ea5bd2bb0887903cdfa', 'github', 'codertocat/hello-world#2', 'https://github.com/Codertocat/Hello-World/pull/2', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 1772474400000, -6421504159697552342, 1772475180763, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd0073cdb699638724afd6ce', 'github', 'codertocat/hello-world#2', 'https://github.com/Codertocat/Hello-World/pull/2', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 1772474400000, -8013487489606165453, 1772475180763, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'github', 'codertocat/hello-world#2', 'https://github.com/Codertocat/Hello-World/pull/2', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 1772474400000, 7757879026751158889, 1772475180763, 1772475180763, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#8', 'https://github.com/Codertocat/Hello-World/pull/8', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 1772474400000, -2981233034800583374, 1772475180963, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#7', 'https://github.com/Codertocat/Hello-World/pull/7', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 1772474400000, -879338638222481182, 1772475183163, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#9', 'https://github.com/Codertocat/Hello-World/pull/9', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 1772474400000, NULL, 1772475183363, NULL, 1772475000000);
INSERT INTO public.tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, refreshed_at, pushed_at, look_at) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'github', 'codertocat/hello-world#10', 'https://github.com/Codertocat/Hello-World/pull/10', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 1772474400000, -4111389785691446541, 1772475183563, NULL, 1772475000000);
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a807725b768067809535984', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'repo:9384267');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a807725b768067809535984', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'repo:9384267/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a807725b768067809535984', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'name:electron/electron');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cadc69a807725b768067809535984', '9910c84915e969d8cce8b5a2e4247175fa94c79298f6e3925b0be8dd73624782', 'github', 'owner:electron');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002#2');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'repo:280886604#118');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'repo:280886604@14ae1f988d344e6b4f97f6153fb0287dcda335bf');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'repo:280886604/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'name:octo-org/octo-repo');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '9cc8451cb0f30646816e0188415b2a25e969f3146becc4cb13a6c14519e2dc4e', 'github', 'owner:octo-org');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'repo:186853002#1');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '982ae17a9fc017a896a2f3c6d47f641e020e4af0d3f7db1d4938022604823519', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'repo:186853002#2');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007f96911abaf25a4c98ed', '88b98c6bfc9ccdeb6b9f293dd9ab351977aa78198d6917ec863e4dc58c574806', 'enterprise', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'repo:186853002#3');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '88667e67b66bcfc1fe7e22862bd02843dc297216c2f83c41f5cef1c9d3fce6e0', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'repo:186853002#4');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', 'af3542307cbde2ada5a7796bf9e439eb21352d9e7b9c65e1c062c0e99f2b9099', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'repo:186853002#5');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5bf69fa72d6dc4538df1820a2ae998e2bb5b3748fc8aec2bf484bcdba2519e98', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'repo:186853002#6');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '5ad069f65e7ce2a62c7bf324dae9f8ba9f1b88cc39fa618ae122786f2b7f186e', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'repo:186853002#7');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '31da7f282e340d2a98d54c5078d5d1840cd259441bb9dc0b28ca996a4937baa2', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'repo:186853002#8');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'repo:186853002#9');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '8a14177af56186d05c6a60d36dc37d726fccb3d4d346456c8f29950b8aa991ea', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '84dae426942b94a48ea1ef64033ca81b4bed1898fa3b514154bbdc0aaefce779', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'repo:186853002#10');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007b60a1ca5e6cbc1a276c', '212603f2afef277c2a0e4991ac42069f9656121df8fed558948a63016567ce7c', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073cdb699638724afd6ce', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002#2');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073cdb699638724afd6ce', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073cdb699638724afd6ce', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073cdb699638724afd6ce', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd0073cdb699638724afd6ce', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'owner:codertocat');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007ea5bd2bb0887903cdfa', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002#2');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007ea5bd2bb0887903cdfa', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007ea5bd2bb0887903cdfa', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'repo:186853002/*');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007ea5bd2bb0887903cdfa', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'name:codertocat/hello-world');
INSERT INTO public.tracked_resources (grant_id, uri_hash, provider, resource) VALUES ('019cafb4fd007ea5bd2bb0887903cdfa', 'ec292f0d7e8899e1677d3cc388c8ca9b481279bb3a3bc37c1e9e3bec0263e32d', 'github', 'owner:codertocat');
INSERT INTO public.turns (last) VALUES (8);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000001', 1772475180563);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000002', 1772475180763);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000003', 1772475182963);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000004', 1772475183163);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000005', 1772475183363);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000006', 1772475183563);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000007', 1772475183763);
INSERT INTO public.webhook_deliveries (provider, delivery_id, received_at) VALUES ('github', '00000000-0000-4000-a000-000000000008', 1772475183963);
INSERT INTO public.workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('', 0, 0, 0, 0);
INSERT INTO public.workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('workspace-Harbour', 1772475180763, 0, 0, 0);
INSERT INTO public.workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('workspace-Pier', 1772475180763, 0, 0, 0);
INSERT INTO public.workspace_limits (workspace_id, last_at, second_last_at, third_last_at, held_until) VALUES ('workspace-Lighthouse', 1772475183363, 1772475183163, 1772475180963, 1772475184363);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_pkey PRIMARY KEY (code_hash);
ALTER TABLE ONLY public.authorization_requests
    ADD CONSTRAINT authorization_requests_pkey PRIMARY KEY (id_hash);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_account_id_provider_key UNIQUE (account_id, provider);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_provider_subject_key UNIQUE (provider, subject);
ALTER TABLE ONLY public.due_pushes
    ADD CONSTRAINT due_pushes_pkey PRIMARY KEY (grant_id, uri_hash);
ALTER TABLE ONLY public.due_refreshes
    ADD CONSTRAINT due_refreshes_pkey PRIMARY KEY (provider, scope, name);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_account_id_workspace_id_bot_id_key UNIQUE (account_id, workspace_id, bot_id);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kept_secrets
    ADD CONSTRAINT kept_secrets_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.key_ring
    ADD CONSTRAINT key_ring_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.looks
    ADD CONSTRAINT looks_pkey PRIMARY KEY (provider);
ALTER TABLE ONLY public.schema_versions
    ADD CONSTRAINT schema_versions_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (key_hash);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.tracked_previews
    ADD CONSTRAINT tracked_previews_pkey PRIMARY KEY (grant_id, uri_hash);
ALTER TABLE ONLY public.tracked_resources
    ADD CONSTRAINT tracked_resources_pkey PRIMARY KEY (grant_id, uri_hash, resource);
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (provider, delivery_id);
ALTER TABLE ONLY public.workspace_limits
    ADD CONSTRAINT workspace_limits_pkey PRIMARY KEY (workspace_id);
CREATE INDEX authorization_codes_expires_at ON public.authorization_codes USING btree (expires_at);
CREATE INDEX authorization_codes_grant ON public.authorization_codes USING btree (grant_id);
CREATE INDEX authorization_requests_expires_at ON public.authorization_requests USING btree (expires_at);
CREATE INDEX due_pushes_due_at ON public.due_pushes USING btree (due_at);
CREATE INDEX due_pushes_workspace ON public.due_pushes USING btree (workspace_id, due_at);
CREATE INDEX due_refreshes_due_at ON public.due_refreshes USING btree (due_at);
CREATE INDEX due_refreshes_requested_at ON public.due_refreshes USING btree (requested_at);
CREATE INDEX sessions_account ON public.sessions USING btree (account_id);
CREATE INDEX sessions_expires_at ON public.sessions USING btree (expires_at);
CREATE INDEX tokens_code ON public.tokens USING btree (code_hash);
CREATE INDEX tokens_expires_at ON public.tokens USING btree (expires_at);
CREATE INDEX tokens_grant ON public.tokens USING btree (grant_id);
CREATE INDEX tracked_previews_link ON public.tracked_previews USING btree (provider, link);
CREATE INDEX tracked_previews_look_at ON public.tracked_previews USING btree (provider, look_at);
CREATE INDEX tracked_previews_shown_at ON public.tracked_previews USING btree (shown_at);
CREATE INDEX tracked_resources_resource ON public.tracked_resources USING btree (provider, resource);
CREATE INDEX webhook_deliveries_received_at ON public.webhook_deliveries USING btree (received_at);
ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.due_pushes
    ADD CONSTRAINT due_pushes_grant_id_uri_hash_fkey FOREIGN KEY (grant_id, uri_hash) REFERENCES public.tracked_previews(grant_id, uri_hash) ON DELETE CASCADE;
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.tracked_previews
    ADD CONSTRAINT tracked_previews_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.tracked_resources
    ADD CONSTRAINT tracked_resources_grant_id_uri_hash_fkey FOREIGN KEY (grant_id, uri_hash) REFERENCES public.tracked_previews(grant_id, uri_hash) ON DELETE CASCADE;
