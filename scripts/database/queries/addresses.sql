-- Where in the catalogs the things named ($1) are: a column with those of partitions and heirs that follow it. What is not
-- there has no row.
WITH RECURSIVE wanted AS (
  SELECT w.kind, n.oid AS namespace, w.schema, w.name, w.part
  FROM jsonb_to_recordset($1::text::jsonb) AS w (kind text, schema text, name text, part text)
  JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
), relation AS (
  SELECT w.kind, w.part, c.oid
  FROM wanted w
  JOIN pg_catalog.pg_class c ON c.relnamespace = w.namespace AND c.relname = w.name
), heir AS (
  SELECT oid, part FROM relation WHERE kind = 'column'
  UNION
  SELECT i.inhrelid, heir.part FROM heir JOIN pg_catalog.pg_inherits i ON i.inhparent = heir.oid
)
SELECT 'pg_catalog.pg_class'::regclass::oid::text AS class, oid::text AS oid, 0 AS sub FROM relation WHERE kind = 'table'
UNION ALL
SELECT 'pg_catalog.pg_class'::regclass::oid::text, heir.oid::text, a.attnum
FROM heir
JOIN pg_catalog.pg_attribute a ON a.attrelid = heir.oid AND a.attname = heir.part
UNION ALL
SELECT 'pg_catalog.pg_constraint'::regclass::oid::text, o.oid::text, 0
FROM relation
JOIN pg_catalog.pg_constraint o ON o.conrelid = relation.oid AND o.conname = relation.part
WHERE kind = 'constraint'
UNION ALL
SELECT at.class::oid::text, at.oid::text, 0
FROM wanted w
JOIN pg_catalog.pg_type t ON t.typnamespace = w.namespace AND t.typname = w.name
CROSS JOIN LATERAL (VALUES
  ('pg_catalog.pg_type'::regclass, t.oid), ('pg_catalog.pg_class'::regclass, t.typrelid), ('pg_catalog.pg_type'::regclass, t.typarray)
) AS at (class, oid)
WHERE w.kind = 'type' AND at.oid <> 0
UNION ALL
SELECT 'pg_catalog.pg_proc'::regclass::oid::text, p.oid::text, 0
FROM wanted w
JOIN pg_catalog.pg_proc p
  ON p.pronamespace = w.namespace AND p.proname = w.name
  AND p.oid = to_regprocedure(format('%I.%I(%s)', w.schema, w.name, w.part))
WHERE w.kind = 'routine'
