-- Foreign keys between tables of different owners, or whose owners do not own the schema that they lie in.
SELECT
  k.conname AS name,
  jsonb_build_array(n.nspname, t.relname) AS table,
  o.rolname AS owner,
  jsonb_build_array(tn.nspname, tt.relname) AS target,
  too.rolname AS target_owner,
  k.confdeltype AS on_delete,
  k.confupdtype AS on_update,
  a.attname AS column
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_roles o ON o.oid = t.relowner
JOIN pg_catalog.pg_class tt ON tt.oid = k.confrelid
JOIN pg_catalog.pg_namespace tn ON tn.oid = tt.relnamespace
JOIN pg_catalog.pg_roles too ON too.oid = tt.relowner
JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
WHERE k.contype = 'f'
  AND NOT (o.rolsuper AND too.rolsuper)
  AND (o.oid <> too.oid OR n.nspowner <> o.oid OR tn.nspowner <> too.oid)
ORDER BY n.nspname, t.relname, k.conname
