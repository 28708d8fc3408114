-- Base types, composite types, domains, enums and ranges, grouped as in relations.sql. Not arrays, multiranges,
-- shell types and the row types of relations.
SELECT
  typnamespace,
  typowner,
  typacl::text,
  array_agg(oid)::text,
  array_agg(typname)::text
FROM pg_catalog.pg_type
WHERE oid >= 16384
  AND (
    typtype IN ('b', 'd', 'e', 'r') AND typsubscript <> 'pg_catalog.array_subscript_handler'::regproc
    OR oid IN (SELECT reltype FROM pg_catalog.pg_class WHERE relkind = 'c')
  )
  -- restricted: oid
GROUP BY typnamespace, typowner, typacl
