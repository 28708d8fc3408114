-- Sequences that no serial or identity column draws from.
SELECT
  n.nspname AS schema,
  c.relname AS name,
  seqincrement::text AS "incrementBy",
  seqmin::text AS "minValue",
  seqmax::text AS "maxValue",
  seqstart::text AS "startWith",
  seqcache::integer AS "cacheSize",
  seqcycle AS cycle
FROM pg_catalog.pg_sequence
JOIN pg_catalog.pg_class c ON c.oid = seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i', 'a')
  )
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
