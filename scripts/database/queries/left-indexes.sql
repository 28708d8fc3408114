-- The index of a name on a table, valid or not.
SELECT n.nspname AS schema, c.relname AS name, t.relname AS "table", i.indisvalid AS valid, c.oid::text AS oid
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = $2 AND t.relname = $3
