SELECT
  'database' AS object,
  concat_ws(
    ' ',
    'owner', pg_get_userbyid(datdba), 'limit', datconnlimit, 'acl',
    (
      SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C")
      FROM unnest(coalesce(datacl, acldefault('d', datdba))) AS item
    )
  ) AS access
FROM pg_catalog.pg_database
WHERE datname = current_database()
UNION ALL
SELECT
  'schema ' || quote_ident(nspname),
  concat_ws(
    ' ',
    'owner', pg_get_userbyid(nspowner), 'acl',
    (
      SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C")
      FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) AS item
    )
  )
FROM pg_catalog.pg_namespace n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
