-- Keys, foreign keys and checks; not what a partition has of its parent.
SELECT
  o.contype AS kind,
  n.nspname AS schema,
  t.relname AS table,
  o.conname AS name,
  (
    SELECT json_agg(attname ORDER BY place)
    FROM unnest(o.conkey) WITH ORDINALITY AS key (number, place)
    JOIN pg_catalog.pg_attribute ON attrelid = o.conrelid AND attnum = number
  ) AS columns,
  fn.nspname AS "schemaTo",
  f.relname AS "tableTo",
  (
    SELECT json_agg(attname ORDER BY place)
    FROM unnest(o.confkey) WITH ORDINALITY AS key (number, place)
    JOIN pg_catalog.pg_attribute ON attrelid = o.confrelid AND attnum = number
  ) AS "columnsTo",
  o.confupdtype AS "onUpdate",
  o.confdeltype AS "onDelete",
  pg_get_constraintdef(o.oid, true) AS definition
FROM pg_catalog.pg_constraint o
JOIN pg_catalog.pg_class t ON t.oid = o.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_class f ON f.oid = o.confrelid
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
WHERE o.contype IN ('p', 'u', 'f', 'c') AND o.conislocal AND o.conparentid = 0
  AND t.relkind IN ('r', 'p') AND t.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = t.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname COLLATE "C", t.relname COLLATE "C", o.conname COLLATE "C"
