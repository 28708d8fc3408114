-- What lies in schemas for patterns to match: relations with their columns, sequences, types, routines. Without
-- partitions, members of extensions, and what comes along with something else.
WITH wanted AS (
  SELECT jsonb_array_elements_text($1::text::jsonb) AS name
), member AS (
  SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
)
SELECT
  n.nspname AS schema,
  CASE c.relkind
    WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' ELSE 'table'
  END AS kind,
  c.relname AS name,
  CASE
    WHEN c.relkind <> 'S' THEN (
      SELECT coalesce(json_agg(attname ORDER BY attnum), '[]')
      FROM pg_catalog.pg_attribute
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    )
  END AS columns
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN (SELECT name FROM wanted) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT c.relispartition
  AND ('pg_catalog.pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
  -- The sequence of an identity column needs no privilege.
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend
    WHERE classid = 'pg_catalog.pg_class'::regclass AND objid = c.oid AND deptype = 'i' AND c.relkind = 'S'
  )
UNION ALL
SELECT n.nspname, 'type', t.typname, NULL
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE n.nspname IN (SELECT name FROM wanted) AND t.typtype IN ('c', 'd', 'e', 'r') AND (t.typrelid = 0 OR c.relkind = 'c')
  AND ('pg_catalog.pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT n.nspname, 'routine', format('%I(%s)', p.proname, oidvectortypes(p.proargtypes)), NULL
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname IN (SELECT name FROM wanted)
  AND ('pg_catalog.pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM member)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend
    WHERE classid = 'pg_catalog.pg_proc'::regclass AND objid = p.oid AND deptype = 'i'
  )
