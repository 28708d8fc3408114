-- $1: paths of tables (as JSON). The sequences that come and go with their columns, serial and identity ones.
SELECT DISTINCT sn.nspname AS schema, s.relname AS name
FROM jsonb_array_elements($1::text::jsonb) AS entry
JOIN pg_catalog.pg_namespace n ON n.nspname = entry ->> 0
JOIN pg_catalog.pg_class t ON t.relnamespace = n.oid AND t.relname = entry ->> 1
JOIN pg_catalog.pg_depend d
  ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid AND d.refobjsubid > 0
  AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
