-- The invalid indexes that REINDEX CONCURRENTLY leaves: of an index or a table and their partitions, of a schema, of the database.
WITH targets AS (
  SELECT $2::oid AS oid
  UNION SELECT p.relid FROM pg_catalog.pg_partition_tree($2::oid::regclass) p
)
SELECT n.nspname AS schema, c.relname AS name, t.relname AS "table", i.indisvalid AS valid, c.oid::text AS oid
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_catalog.regexp_replace(c.relname, '_cc(new|old)[0-9]*$', '') AS base (name)
WHERE NOT i.indisvalid AND c.relname <> base.name AND n.nspname !~ '^pg_' AND CASE $1::text
  WHEN 'DATABASE' THEN true
  WHEN 'SCHEMA' THEN n.nspname = $3::text
  WHEN 'TABLE' THEN t.oid IN (SELECT oid FROM targets)
  -- The name of an index is cut where the two would be too long.
  ELSE EXISTS (
    SELECT FROM targets
    JOIN pg_catalog.pg_index o ON o.indexrelid = targets.oid
    JOIN pg_catalog.pg_class made ON made.oid = o.indexrelid
    WHERE o.indrelid = i.indrelid AND (made.relname = base.name
      OR octet_length(c.relname) >= 60 AND starts_with(made.relname, base.name)))
END
ORDER BY 1, 2
