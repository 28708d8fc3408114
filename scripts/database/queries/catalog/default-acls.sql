SELECT
  concat_ws(
    ' ',
    'default acl of', quote_ident(pg_get_userbyid(d.defaclrole)), 'in ' || quote_ident(n.nspname),
    'on', d.defaclobjtype
  ) AS object,
  (SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C") FROM unnest(d.defaclacl) AS item) AS access
FROM pg_catalog.pg_default_acl d
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
WHERE d.defaclnamespace = 0
  OR n.nspname <> ALL (current_setting('dwh.left_out')::text[])
