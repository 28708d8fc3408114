-- Enums, domains, ranges, base and composite types; not what comes along with a table or a type.
SELECT
  format('type %I.%I', n.nspname, t.typname) AS object,
  concat_ws(
    ' ',
    t.typtype,
    'labels ' || (
      SELECT string_agg(quote_literal(enumlabel), ' ' ORDER BY enumsortorder)
      FROM pg_catalog.pg_enum
      WHERE enumtypid = t.oid
    ),
    'over ' || CASE WHEN t.typbasetype <> 0 THEN format_type(t.typbasetype, t.typtypmod) END,
    CASE WHEN t.typnotnull THEN 'not null' END,
    'default ' || t.typdefault,
    'of ' || (SELECT format_type(rngsubtype, NULL) FROM pg_catalog.pg_range WHERE rngtypid = t.oid)
  ) AS line,
  concat_ws(
    ' ',
    'owner', pg_get_userbyid(t.typowner), 'acl',
    (
      SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C")
      FROM unnest(coalesce(t.typacl, acldefault('T', t.typowner))) AS item
    )
  ) AS access
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE t.typtype IN ('b', 'c', 'd', 'e', 'r')
  AND t.typcategory <> 'A'
  AND (t.typrelid = 0 OR c.relkind = 'c')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
