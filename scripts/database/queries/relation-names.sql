-- Relations that are not PostgreSQL's own, but the table of a name ($2) in a schema ($1) and those whose names begin
-- with it and an underscore; indexes and TOAST tables go with their tables.
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  AND NOT (n.nspname = $1 AND (c.relname = $2::text OR starts_with(c.relname::text, $2::text || '_')))
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
