-- Enums, domains, ranges, base and composite types; not what comes along with a table or a type.
SELECT
  concat_ws(
    ' ',
    'type', format('%I.%I', n.nspname, t.typname), t.typtype,
    'owner', pg_get_userbyid(t.typowner),
    'labels ' || (
      SELECT string_agg(quote_literal(enumlabel), ' ' ORDER BY enumsortorder)
      FROM pg_catalog.pg_enum
      WHERE enumtypid = t.oid
    ),
    'over ' || CASE WHEN t.typbasetype <> 0 THEN format_type(t.typbasetype, t.typtypmod) END,
    CASE WHEN t.typnotnull THEN 'not null' END,
    'default ' || t.typdefault,
    'of ' || (SELECT format_type(rngsubtype, NULL) FROM pg_catalog.pg_range WHERE rngtypid = t.oid),
    'acl',
    (
      SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C")
      FROM unnest(coalesce(t.typacl, acldefault('T', t.typowner))) AS item
    )
  ) AS line
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE t.typtype IN ('b', 'c', 'd', 'e', 'r')
  AND t.typcategory <> 'A'
  AND (t.typrelid = 0 OR c.relkind = 'c')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
