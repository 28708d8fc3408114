-- What runs when tables are used: triggers, rules, policies.
SELECT
  format('trigger %I on %s', t.tgname, c.oid::regclass) AS object,
  c.oid::regclass::text AS relation,
  concat_ws(' ', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled) AS line
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
UNION ALL
SELECT
  format('rule %I on %s', r.rulename, c.oid::regclass),
  c.oid::regclass::text,
  concat_ws(' ', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled)
FROM pg_catalog.pg_rewrite r
JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
UNION ALL
SELECT
  format('policy %I on %s', p.polname, c.oid::regclass),
  c.oid::regclass::text,
  concat_ws(
    ' ',
    CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
    'for', p.polcmd,
    'to', (
      SELECT string_agg(
        CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ' '
        ORDER BY pg_get_userbyid(role) COLLATE "C"
      )
      FROM unnest(p.polroles) AS role
    ),
    'using ' || pg_get_expr(p.polqual, p.polrelid),
    'with check ' || pg_get_expr(p.polwithcheck, p.polrelid)
  )
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
